import { learnCompartments } from '@timescope/extension-ihc-scoring/pipeline/compartments/learnCompartments';
import { makeReferenceCohort } from '@timescope/extension-ihc-scoring/pipeline/immune/makeReferenceCohort';
import { measureStroma } from '@timescope/extension-ihc-scoring/pipeline/immune/measureSlides';
import type { CountedSlide } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResult';
import { placeScore } from '@timescope/extension-ihc-scoring/pipeline/immune/placeScore';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { mapInThisThread } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapTissue';
import {
  densityOff,
  ratioOff,
  registrationError,
  serialSections,
  type Block,
  type MeasuredSection,
  type SerialSections,
} from '../harness/serialSections';
import { trueStrokes } from '../harness/tissueSections';
import { computed } from '../oracles/computed';

// CD3, CD8 and H&E sections of nine blocks. Each block is a test of its own, so that a slow machine shows where it is.

const SIDE_UM = 1536;
const STROMA = [0.3, 0.5, 0.7];
const CELLS = [0.5, 1, 2];
const BLOCKS: readonly Block[] = STROMA.flatMap((stroma, row) =>
  CELLS.map((cells, column) => ({ seed: 1 + 3 * row + column, sideUm: SIDE_UM, stroma, cells })),
);

/** The standard error of a count in per cent: below 100 cells it is more than 10 %. */
const countingError = (cells: number): number => 100 / Math.sqrt(cells);

const measured = new Map<Block, SerialSections>();
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const tenths = (values: readonly number[]): string => values.map(value => value.toFixed(1)).join(' ');

test.each(BLOCKS)(
  'stroma $stroma, $cells times the usual cells: ratio within 5 points, densities within 10 % or the error of their count, places within 60 um',
  async block => {
    const sections = await serialSections(block);
    measured.set(block, sections);
    const { cd3, cd8, he } = sections;
    const ratios = [cd3, cd8, he].map(ratioOff);
    const densities = [cd3, cd8].flatMap(section => [
      densityOff(section, 'stroma'),
      densityOff(section, 'tumour'),
    ]);
    const lying = [registrationError(cd3, cd8, SIDE_UM), registrationError(cd3, he, SIDE_UM)];
    say(
      `stroma ${block.stroma}, cells ${block.cells}: ratio off by ${tenths(ratios)} points; ` +
        `densities off by ${densities.map(({ percent, cells }) => `${percent.toFixed(1)} % of ${cells}`).join(', ')}; ` +
        `registered ${lying.map(({ meanUm, residualUm, way }) => `${meanUm.toFixed(0)} um off, residual ${residualUm.toFixed(0)} (${way})`).join(', ')}`,
    );
    for (const off of ratios) expect(Math.abs(off)).toBeLessThan(5);
    for (const { percent, cells } of densities)
      expect(Math.abs(percent)).toBeLessThan(Math.max(10, countingError(cells)));
    for (const { meanUm } of lying) expect(meanUm).toBeLessThan(60);
  },
  300_000,
);

test('groups right in at least 95 % of the cases that are not within the error of a cut-off', () => {
  const cohort = makeReferenceCohort({
    ...{
      name: 'spread',
      stainingProtocol: 'generated',
      method: 'truth',
      date: '2026-11-22',
      rule: 'published',
    },
    cases: Array.from({ length: 60 }, (_, k) => {
      // Factors from a quarter to 3.5 of the paper's means, so that 0.5, 1 and 2 times them fall into three groups.
      const by = 0.25 * 14 ** (k / 59);
      const at = (stroma: number, tumour: number) => ({
        stroma: stroma * by,
        tumour: tumour * by,
        centre: null,
        margin: null,
      });
      return { key: String(k).padStart(2, '0'), densities: { cd3: at(1304, 355), cd8: at(472, 141) } };
    }),
  });
  let [right, judged] = [0, 0];
  const groups = new Set<string>();
  for (const { cd3, cd8 } of measured.values())
    for (const place of ['stroma', 'tumour'] as const) {
      const group = (of: (section: MeasuredSection<CountedSlide>) => number | null | undefined, by = 1) =>
        computed(
          placeScore(place, { cd3: (of(cd3) ?? Number.NaN) * by, cd8: (of(cd8) ?? Number.NaN) * by }, cohort),
        ).group;
      const truth = ({ truth: { densityPerMm2 } }: MeasuredSection<CountedSlide>) => densityPerMm2[place];
      if (new Set([0.9, 1, 1.1].map(by => group(truth, by))).size > 1) continue;
      judged++;
      groups.add(group(truth));
      if (group(({ slide }) => slide.densityPerMm2[place]) === group(truth)) right++;
    }
  say(
    `groups right: ${right} of ${judged} (${[...groups].join(', ')}); ${2 * BLOCKS.length - judged} lay within 10 % of a cut-off`,
  );
  expect(measured.size).toBe(BLOCKS.length);
  expect(judged).toBeGreaterThan(5);
  expect(groups.size).toBe(3);
  expect(right / judged).toBeGreaterThanOrEqual(0.95);
});

test.each(BLOCKS.filter(({ cells }) => cells === 1))(
  'stroma $stroma, a pixel classifier that learned from 40 squares a class on the CD3 section itself: what it costs in the ratio',
  async block => {
    const { truth, source } = (measured.get(block) ?? (await serialSections(block))).cd3;
    const slide = { description: 'cd3', digest: 'strokes' };
    const request = { preset: presets.cd3, slide };
    const model = await learnCompartments('strokes', trueStrokes(truth, block.seed), source, request);
    const found = await measureStroma(
      source,
      {
        ...request,
        drawn: { tissue: [], limits: [] },
        tissue: { kind: 'pixel-classifier', model },
        settings: { steps: '74', marginUm: 200, fieldUm: 250 },
        placed: [],
      },
      { mapRunner: mapInThisThread(source) },
    );
    const off = ratioOff({ slide: found.slide, truth });
    say(
      `stroma ${block.stroma}, by the classifier: ${(100 * (found.slide.tsr ?? Number.NaN)).toFixed(1)} %, off by ${off.toFixed(1)} points`,
    );
    expect(Math.abs(off)).toBeLessThan(5);
  },
  300_000,
);
