import { makeReferenceCohort } from '@timescope/extension-ihc-scoring/pipeline/immune/makeReferenceCohort';
import type { SectionTruth } from '@timescope/synthetic/tissue/sectionTruth';
import { jest } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { findStudy, openStudy } from '../harness/browser';
import { confirmSections, mapTissue, measureSection, openSection, readAreas } from '../harness/immuneSession';
import { closeViewers, openViewer, type OpenedViewer } from '../harness/openedViewer';
import { nameReader, pictures, unfold } from '../harness/pathologistSession';
import { byTestId, eventually, panelText } from '../harness/slidePage';
import { dragOnSlide } from '../harness/slidePointer';
import { writeSmallSections } from '../harness/smallSections';

jest.setTimeout(240_000);

let viewer: OpenedViewer;
let truth: Awaited<ReturnType<typeof writeSmallSections>>;
let look: (step: string) => Promise<void>;
const inFolder = (name: string) => path.join(viewer.folder, name);

const densities = ({ positive, areaMm2 }: SectionTruth) => ({
  stroma: positive.stroma / areaMm2.STR,
  tumour: positive.tumour / areaMm2.TUM,
});

/** Twenty patients around the true densities, half of them below; CD8 is rare at the margin of this patient. */
async function writeCohort(): Promise<void> {
  const [cd3, cd8] = [densities(truth.cd3), densities(truth.cd8)];
  /** @param margin as a share of the density in stroma */
  const at = ({ stroma, tumour }: typeof cd3, by: number, margin: number) => ({
    ...{ stroma: stroma * by, tumour: tumour * by },
    ...{ centre: 0.2 * stroma * by, margin: margin * stroma * by },
  });
  const cohort = makeReferenceCohort({
    ...{ name: 'Drawn site', stainingProtocol: 'drawn', method: 'by hand', date: '2026-11-22' },
    rule: 'published',
    cases: Array.from({ length: 20 }, (_, k) => {
      const by = k < 10 ? 0.1 + 0.05 * k : 1.5 + 0.1 * k;
      const followUp = { months: 10 + 3 * k, hasDied: k % 3 === 0 };
      return { key: String(k), densities: { cd3: at(cd3, by, 0.2), cd8: at(cd8, by, 0.6) }, followUp };
    }),
  });
  await writeFile(inFolder('cohort.json'), JSON.stringify(cohort));
  await writeFile(inFolder('changed.json'), JSON.stringify({ ...cohort, name: 'Another site' }));
}

beforeAll(async () => {
  viewer = await openViewer(
    'pathology',
    async folder => {
      truth = await writeSmallSections(folder);
      return path.join(folder, 'data');
    },
    { width: 1440, height: 960 },
  );
  await writeCohort();
  look = pictures(viewer.session.page, inFolder('pictures'), 'immune');
});

afterAll(closeViewers);

const numberOf = (text: string | undefined) => Number(text?.replaceAll(',', ''));

/** The immune score is the sum of its four points, and TIME counts how many of its three components are high. */
async function checkImmuneScoreAndTime(page: Page): Promise<void> {
  const others = await panelText(page, 'immune-others');
  const points = [
    ...others.matchAll(/(CD[38]\+, [a-z ]+): ([\d,]+)\/mm², cut-off ([\d,]+)\/mm²: (1|no) point/g),
  ];
  expect(points.map(([, place]) => place)).toEqual(
    ['CD3+', 'CD8+'].flatMap(marker => [`${marker}, centre`, `${marker}, invasive margin`]),
  );
  for (const [, , found, cutoff, point] of points)
    expect(point).toBe(numberOf(found) > numberOf(cutoff) ? '1' : 'no');
  const sum = points.filter(([, , , , point]) => point === '1').length;
  const isHigh = sum > 2;
  expect(others).toMatch(new RegExp(`Immune score\\s+${sum} of 4 points, ${isHigh ? 'high' : 'low'}`));
  expect(others).toMatch(/Lymphocytes \(TILs\)\s+grade 2 of 3, high/);
  expect(others).toMatch(new RegExp(`TIME\\s+${2 + Number(isHigh)} of 3, high`));
}

const density = async (page: Page, marker: string, place = 'stroma') =>
  Number((await panelText(page, `immune-${marker}-${place}`)).replace(/,|\/mm²[\s\S]*/g, ''));

test('the sections are found by stain and specimen, confirmed, measured and read; the densities are the drawn ones', async () => {
  const { page } = viewer.session;
  await nameReader(page, 'A. Reader');
  await confirmSections(page);
  expect(await byTestId(page, 'sections-doubt').count()).toBe(0);
  await eventually(
    () => byTestId(page, 'immune-missing').count(),
    count => count === 3,
  );
  for (const marker of ['cd3', 'cd8'] as const) {
    await measureSection(page, marker, inFolder('areas.geojson'));
    await byTestId(page, `immune-${marker}-stroma`).waitFor({ timeout: 30_000 });
    const shown = await eventually(
      () => density(page, marker),
      value => value > 0,
    );
    expect(Math.abs(shown / densities(truth[marker]).stroma - 1)).toBeLessThan(0.1);
  }
  expect(await panelText(page, 'immune-cd3-read')).toMatch(/^100\.0\s% of 0\.\d{3}\smm² read$/);
  await byTestId(page, 'field-um').fill('50');
  expect(await panelText(page, 'field-um-problem')).toContain('100 to 5,000 are allowed');
  await byTestId(page, 'field-um').fill('100');
  expect(await byTestId(page, 'field-um-problem').count()).toBe(0);
  await byTestId(page, 'margin-um').fill('100');
  await look('densities');
});

test('the H&E section is read in three fields and its lymphocytes are graded beside the proposal; what is missing is said in a sentence', async () => {
  const { page } = viewer.session;
  await openSection(page, 'he');
  await readAreas(page, inFolder('areas.geojson'));
  await mapTissue(page);
  await unfold(page, 'step-he');
  await byTestId(page, 'propose-fields').click();
  await byTestId(page, 'stroma-field-1').selectOption('9');
  await byTestId(page, 'til-propose').click();
  await byTestId(page, 'til-proposal').waitFor({ timeout: 90_000 });
  expect(await panelText(page, 'til-proposal')).toMatch(/^Proposed: [0-3]\./);
  await byTestId(page, 'til-grade').selectOption('2');
  await byTestId(page, 'second-reader').fill('B. Raeder');
  await byTestId(page, 'second-reader').blur();
  await byTestId(page, 'second-reader-problem').waitFor();
  expect(await panelText(page, 'second-reader-problem')).toContain('No grade of "B. Raeder"');
  await byTestId(page, 'second-reader').fill('');
  await byTestId(page, 'til-go-to').click();
  await look('he');
  await byTestId(page, 'cohort-file').setInputFiles(inFolder('cohort.json'));
  await eventually(
    () => panelText(page, 'immune-score-stroma'),
    text => text.includes('50.0 %') && text.includes('intermediate'),
  );
  expect(await panelText(page, 'immune-fields-ratio')).toMatch(
    /three fields, 90 % of its tissue, high\. TIME/,
  );
  expect(await panelText(page, 'immune-ratio-of-time')).toBe('90 %, high');
  await checkImmuneScoreAndTime(page);
  await byTestId(page, 'cohort-file').setInputFiles(inFolder('changed.json'));
  await eventually(
    () => panelText(page, 'cohort-problem'),
    text => text.includes('was changed after it was made'),
  );
  expect(await panelText(page, 'immune-score-stroma')).toContain('50.0 %');
  await byTestId(page, 'immune-cohort').scrollIntoViewIfNeeded();
  await look('cohort');
  await byTestId(page, 'immune-others').scrollIntoViewIfNeeded();
  await look('others');
});

test('stroma painted as tumour with the brush is tumour when the slide is measured again, and the scores change', async () => {
  const { page } = viewer.session;
  await openSection(page, 'cd8');
  await mapTissue(page);
  const before = await density(page, 'cd8', 'tumour');
  const stroma = () => byTestId(page, 'map-STR').locator('td').last().innerText();
  const mapped = await stroma();
  await byTestId(page, 'map-brush-TUM').click();
  await dragOnSlide(page, [
    [-60, -20],
    [60, 20],
  ]);
  await eventually(stroma, area => area !== mapped);
  await look('brush');
  await byTestId(page, 'immune-outdated').waitFor();
  expect(await panelText(page, 'immune-outdated')).toMatch(
    /^Tumour and stroma of the CD8 slide were changed/,
  );
  expect(await density(page, 'cd8', 'tumour')).toBe(before);
  await byTestId(page, 'measure-slide').click();
  await eventually(
    () => density(page, 'cd8', 'tumour'),
    value => value !== before,
    60_000,
  );
  expect(await byTestId(page, 'immune-outdated').count()).toBe(0);
  await look('corrected');
});

/** The digits of the densities and scores of the cards with these names. */
const numbersOf = (page: Page, prefix: string) =>
  Promise.all(
    ['densities', 'score-stroma', 'score-tumour', 'ratio', 'others'].map(async card =>
      (await panelText(page, `${prefix}-${card}`)).match(/\d[\d,.]*/g)?.join(' '),
    ),
  );

test('the scores are saved with the first section and opened again: the same numbers', async () => {
  const { page, pageErrors } = viewer.session;
  const save = byTestId(page, 'immune-save');
  await save.locator('[data-cy="save-result"]').click();
  await eventually(
    () => save.innerText(),
    text => text.includes('Saved'),
    30_000,
  );
  const shown = await numbersOf(page, 'immune');
  await save.scrollIntoViewIfNeeded();
  await look('saved');
  await openStudy(page, viewer.server.url, 'pathology', await findStudy(viewer.server.url, 'SM'));
  await unfold(page, 'archive');
  const version = byTestId(page, 'result-version');
  await version.waitFor({ timeout: 30_000 });
  expect(await version.innerText()).toMatch(/TIMEscope immune: indices \(version 1\)[\s\S]*by A\. Reader/);
  await version.locator('[data-cy="result-open"]').click();
  await byTestId(page, 'opened-immune').waitFor({ timeout: 30_000 });
  expect(await numbersOf(page, 'opened-immune')).toEqual(shown);
  await byTestId(page, 'opened-immune').scrollIntoViewIfNeeded();
  await look('opened');
  expect(pageErrors.filter(error => error.includes('/plugins/'))).toEqual([]);
});
