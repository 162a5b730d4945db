import { jest } from '@jest/globals';
import { TimescopeError } from '@timescope/core/errors';
import {
  cohortHash,
  type ReferenceCohort,
} from '@timescope/extension-ihc-scoring/pipeline/immune/referenceCohort';
import { immuneHash } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneHash';
import type { ImmuneResult } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResult';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cohort } from '../../../packages/cli/src/commands/cohort';
import { immune } from '../../../packages/cli/src/commands/immune';
import { verify } from '../../../packages/cli/src/commands/verify';
import { immuneTable } from '../../../packages/cli/src/immune/immuneTable';
import { temporaryFolder } from '../../harness/cohortFixture';
import { drawnAreas, drawnSection, writeSection } from '../../harness/immuneSections';

jest.setTimeout(120_000);

const folder = await temporaryFolder();
const at = (name: string) => path.join(folder, name);

const cd3 = drawnSection({ stroma: 1300, tumour: 350, muscle: 100 }, 3);
const cd8 = drawnSection({ stroma: 470, tumour: 140, muscle: 50 }, 8);

/** Fields of 150 um and a margin of 100 um fit a section of less than a millimetre. */
const SLIDES = ['--cd3', at('cd3.png'), '--cd8', at('cd8.png'), '--mpp', '0.5'];
const DRAWN = [
  '--roi-cd3',
  at('cd3.geojson'),
  '--roi-cd8',
  at('cd8.geojson'),
  '--margin',
  '100',
  '--field',
  '150',
];

async function printed(
  run: Promise<number | undefined>,
): Promise<{ code: number | undefined; text: string }> {
  const lines: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation(text => lines.push(String(text)) > 0);
  try {
    const code = await run;
    return { code, text: lines.join('') };
  } finally {
    write.mockRestore();
  }
}

const immuneJson = async (...argv: string[]): Promise<ImmuneResult> => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { code, text } = await printed(immune.run([...argv, '--json']));
  expect(code).toBe(0);
  return JSON.parse(text) as ImmuneResult;
};

async function refusal(run: Promise<unknown>): Promise<string> {
  try {
    await run;
  } catch (thrown) {
    if (thrown instanceof TimescopeError) return thrown.message;
    throw thrown;
  }
  return 'no error';
}

let alone: ImmuneResult;
beforeAll(async () => {
  await writeSection(folder, 'cd3', cd3);
  await writeSection(folder, 'cd8', cd8);
  await writeSection(folder, 'he', drawnSection({ stroma: 0, tumour: 0, muscle: 0 }, 5));
  await mkdir(at('results'));
  alone = await immuneJson(...SLIDES, ...DRAWN, '--out', at('results/first'));
});

test('without a cohort: densities within 10 % of what was drawn, and why there is no score', () => {
  for (const [marker, drawn] of [
    ['cd3', cd3],
    ['cd8', cd8],
  ] as const)
    for (const place of ['stroma', 'tumour'] as const) {
      const truth = drawn.positive[place] / drawn.areaMm2[place];
      expect((alone.densityPerMm2[marker][place] ?? 0) / truth).toBeGreaterThan(0.9);
      expect((alone.densityPerMm2[marker][place] ?? 0) / truth).toBeLessThan(1.1);
    }
  expect(alone).toMatchObject({ stromaImmuneScore: null, intraepithelialImmuneScore: null, reference: null });
  expect(alone.notEvaluable.stromaImmuneScore).toContain('No reference cohort was given');
});

test('the tumour-stroma ratio is that of the drawn stripes, and says that it was measured on IHC', () => {
  const { stroma, tumour } = cd3.areaMm2;
  expect(alone.tsr).toBeCloseTo(stroma / (stroma + tumour), 1);
  expect(alone.tsrOn).toBe('IHC (CD3 and CD8), not H&E');
});

test('the sections lie on each other, which is said in micrometres', () => {
  expect(alone.links).toHaveLength(1);
  expect(alone.links[0]).toMatchObject({ from: 'cd3', to: 'cd8' });
  expect(alone.links[0]?.residualUm).toBeLessThan(20);
});

/** Two more patients: the first one's result with other densities. */
async function writeOthers(): Promise<void> {
  for (const [name, factor] of [
    ['second', 0.5],
    ['third', 2],
  ] as const) {
    const scaled = JSON.parse(JSON.stringify(alone.densityPerMm2), (_, value: unknown) =>
      typeof value === 'number' ? value * factor : value,
    ) as ImmuneResult['densityPerMm2'];
    await mkdir(at(`results/${name}`), { recursive: true });
    const other = { ...alone, patientKey: name, densityPerMm2: scaled };
    const stored = { ...other, hash: immuneHash(other) };
    await writeFile(at(`results/${name}/result.json`), JSON.stringify(stored));
  }
}

const REFERENCE = ['--name', 'Drawn site', '--staining', 'drawn', '--date', '2026-11-22'];

/** A section without brown cells stands for one of H&E: its tissue is what counts. */
const HE = ['--he', at('he.png'), '--roi-he', at('he.geojson')];

test('a cohort from a folder of results; the middle one of three has both percentiles 50, and a script finds every index again from the files', async () => {
  await writeOthers();
  const file = at('cohort.json');
  const made = await printed(cohort.run(['reference', at('results'), '--out', file, ...REFERENCE]));
  expect(made.text).toContain('Drawn site, 3 patients');
  const out = at('scored');
  const more = ['--reference', file, '--out', out, '--tils', '2,2'];
  const result = await immuneJson(...SLIDES, ...HE, ...DRAWN, ...more);
  expect(result).toMatchObject({
    stromaImmuneScore: 50,
    intraepithelialImmuneScore: 50,
    groups: { stromaImmuneScore: 'intermediate', stromaImmuneScoreTwo: 'high', tils: 'high' },
    reference: { name: 'Drawn site', n: 3 },
    immuneScore: { score: 0, group: 'low' },
    tsrOn: 'H&E',
  });
  expect(immuneTable(result)).toContain('grade 2, high, by 2 readers (2, 2)');
  expect(immuneTable(result)).toMatch(
    / {2}proposed on H&E +grade \d, not checked against readers, who set it with --tils/,
  );
  expect(result.warnings.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['SMALL_COHORT', 'IN_COHORT']),
  );
  expectSameAsScript(result, out, file);
});

/** Every number again, from the exported files and the cohort alone. */
function expectSameAsScript(result: ImmuneResult, out: string, file: string): void {
  const { time, groups, tils, immuneScore, reference } = result;
  const again = recomputed(out, file);
  expect(again.tsrOfFields).toBe(result.slides.he?.stromaOfFields?.value);
  expect(again.tsr).toBeCloseTo(result.tsr ?? Number.NaN, 5);
  expect(again).toMatchObject({
    tsrGroup: groups.tsr,
    tils: { grade: tils?.grade, group: groups.tils },
    stroma: scoreOf(result, 'stromaImmuneScore'),
    tumour: scoreOf(result, 'intraepithelialImmuneScore'),
    immuneScore: { score: immuneScore?.score, group: groups.is },
    time: { score: time?.score, group: groups.time, components: time?.components },
  });
  const { stroma, tumour, fields } = reference?.cutoffs ?? {};
  expect(again.cutoffs).toEqual({
    stroma: [stroma?.low, stroma?.high],
    tumour: [tumour?.low, tumour?.high],
    fields: fields?.byMarker,
  });
  for (const marker of ['cd3', 'cd8'] as const)
    for (const [place, density] of Object.entries(result.densityPerMm2[marker]))
      expect(again.densityPerMm2[marker][place as 'stroma']).toBeCloseTo(density ?? Number.NaN, 6);
}

const scoreOf = (result: ImmuneResult, name: 'stromaImmuneScore' | 'intraepithelialImmuneScore') => ({
  score: result[name],
  group: result.groups[name],
  twoGroups: result.groups[`${name}Two`],
});

interface Recomputed {
  readonly tsr: number;
  readonly tsrOfFields: number;
  readonly densityPerMm2: ImmuneResult['densityPerMm2'];
  readonly cutoffs: object;
}

function recomputed(out: string, file: string): Recomputed {
  const script = path.join(import.meta.dirname, '../../oracles/recompute_immune.py');
  return JSON.parse(execFileSync('python3', [script, out, file], { encoding: 'utf8' })) as Recomputed;
}

test('a cohort that was changed by hand is refused before anything is measured', async () => {
  const text = await readFile(at('cohort.json'), 'utf8');
  await writeFile(at('changed.json'), text.replace('"Drawn site"', '"Other site"'));
  expect(await refusal(immune.run([...SLIDES, ...DRAWN, '--reference', at('changed.json')]))).toContain(
    'its content does not fit its hash',
  );
});

test('a cohort of other markers is refused before anything is measured, in one sentence', async () => {
  const text = await readFile(at('cohort.json'), 'utf8');
  const other = JSON.parse(text.replaceAll('"cd8"', '"foxp3"')) as ReferenceCohort;
  await writeFile(at('foxp3.json'), JSON.stringify({ ...other, hash: cohortHash(other) }));
  const { text: printedText, code } = await printed(
    immune.run([...SLIDES, ...DRAWN, '--reference', at('foxp3.json')]).catch((thrown: unknown) => {
      expect(String(thrown)).toMatch(
        /The reference cohort "Drawn site" is of CD3 and FOXP3, not of CD3 and CD8\.$/,
      );
      return undefined;
    }),
  );
  expect([code, printedText]).toEqual([undefined, '']);
});

test('verify finds the result in order, and a density that was changed by hand', async () => {
  const whole = await printed(verify.run([at('scored')]));
  expect(whole.code).toBe(0);
  expect(whole.text).not.toMatch(/^(differs|not checked)/m);
  expect(whole.text).toContain('Densities, scores and groups follow');
  expect(whole.text).toMatch(/CD8: The \d+ counted cells of cells.csv are those of the sums/);
  const text = await readFile(at('scored/result.json'), 'utf8');
  const result = JSON.parse(text) as ImmuneResult;
  const cd3 = { ...result.densityPerMm2.cd3, stroma: 99 };
  const changed = { ...result, densityPerMm2: { ...result.densityPerMm2, cd3 } };
  await writeFile(at('scored/result.json'), JSON.stringify(changed));
  const edited = await printed(verify.run([at('scored')]));
  expect(edited.code).toBe(20);
  expect(edited.text).toContain('densityPerMm2.cd3.stroma, slides.cd3.densityPerMm2 do not follow');
  expect(edited.text).toContain('is not that of the document: it was edited');
});

test('one slide only: its densities, and that the partner is missing', async () => {
  const result = await immuneJson('--cd3', at('cd3.png'), '--mpp', '0.5', '--roi-cd3', at('cd3.geojson'));
  expect(result.densityPerMm2.cd3.stroma).toBeCloseTo(alone.densityPerMm2.cd3.stroma ?? 0, 6);
  expect(result.stromaImmuneScore).toBeNull();
  expect(result.notEvaluable.stromaImmuneScore).toBe(
    'The CD8 slide is missing: both CD3 and CD8 are needed.',
  );
});

test.each([
  ['Tumor', 'tumour epithelium'],
  ['Stroma', 'stroma'],
] as const)('no %s drawn: no number, one sentence', async (left, name) => {
  await writeFile(at('without.geojson'), drawnAreas(left));
  const argv = ['--cd3', at('cd3.png'), '--mpp', '0.5', '--roi-cd3', at('without.geojson')];
  const result = await immuneJson(...argv);
  expect(result.densityPerMm2.cd3).toMatchObject({ stroma: null, tumour: null });
  const sentence = `The CD3 slide shows no ${name}, so no density is given.`;
  expect(result.slides.cd3?.notEvaluable).toMatchObject({ stroma: sentence, tumour: sentence });
  expect(immuneTable(result)).toContain(`shows no ${name}, so no density is given; tissue from`);
  expect([result.tsr, result.stromaImmuneScore, result.time]).toEqual([null, null, null]);
});

test.each([
  [['--cd8', 'x.png'], 'Nothing says where tumour and stroma lie on the CD8 slide.'],
  [['--he', 'x.png'], 'Neither a CD3 nor a CD8 slide was given.'],
  [
    [...SLIDES, ...DRAWN, '--tils', '4'],
    '--tils takes the grade of one reader or of two, 0 to 3 each, not "4".',
  ],
  [[...SLIDES, ...DRAWN, '--steps', '50'], '--steps knows 149, 74, both, not "50".'],
])('%j is refused', async (argv, message) => {
  expect(await refusal(immune.run(argv))).toBe(message);
});

test('the table names every value or its reason', () => {
  const text = immuneTable(alone);
  for (const name of [
    'CD3+ cells',
    'Stroma-immune score',
    'Tumour-stroma ratio',
    'Immune score (IS)',
    'TIME',
  ])
    expect(text).toContain(name);
  expect(text).toContain('not evaluable: No reference cohort was given');
});
