import { jest } from '@jest/globals';
import type { ModelCard } from '@timescope/core/modelCard';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { writeNuclearSlide } from '../harness/nuclearSlide';
import { closeViewers, openViewer, type OpenedViewer } from '../harness/openedViewer';
import { nameReader, pictures } from '../harness/pathologistSession';
import { byTestId, panelText } from '../harness/slidePage';
import { testWithOnnx, writeThreeCards } from '../harness/threeCards';

jest.setTimeout(600_000);

let opened: OpenedViewer;
let picture: (step: string) => Promise<void>;

async function nuclearSlide(folder: string): Promise<string> {
  const data = path.join(folder, 'data');
  await mkdir(data);
  await writeNuclearSlide(data);
  return data;
}

beforeAll(async () => {
  opened = await openViewer('pathology', nuclearSlide, { width: 1440, height: 960 });
  picture = pictures(opened.session.page, opened.folder, 'patch-modules');
});
afterAll(closeViewers);

test('tissue network and scorer are chosen in the panel; the patches of the field are scored and say by whom', async () => {
  const { page } = opened.session;
  await nameReader(page, 'A. Reader');
  await byTestId(page, 'marker').selectOption('h-score');
  expect(await byTestId(page, 'patches-by').count()).toBe(0);
  await byTestId(page, 'tissue-by').selectOption('tissue-joint');
  expect(await panelText(page, 'tissue-card')).toContain('Has seen generated tissue only');
  await byTestId(page, 'patches-by').selectOption('score-stainintensitynet');
  await picture('chosen');
  await byTestId(page, 'measure-here').click();
  await byTestId(page, 'patch-scores').waitFor({ timeout: 400_000 });
  expect(await panelText(page, 'patch-source')).toMatch(
    /^\d+ patches of 235 µm, scored by score-stainintensitynet 0\.1\.0, tissue by tissue-joint 0\.2\.0\./,
  );
  await byTestId(page, 'patch-scores').scrollIntoViewIfNeeded();
  await picture('scored');
  const warnings = await byTestId(page, 'result-warning').allTextContents();
  expect(warnings.join(' ')).toMatch(
    /told apart by tissue-joint 0\.2\.0, which has only seen generated tissue.*tissue-joint 0\.2\.0, by its card: /,
  );
  const byNetwork = await panelText(page, 'patch-h-score-tumour');
  expect(Number.parseFloat(byNetwork)).toBeGreaterThan(0);

  await byTestId(page, 'patches-by').selectOption('formula');
  await byTestId(page, 'measure-here').click();
  await byTestId(page, 'patch-source').filter({ hasText: 'scored by formula' }).waitFor({ timeout: 400_000 });
  const byFormula = Number.parseFloat(await panelText(page, 'patch-h-score-tumour'));
  expect(Math.abs(byFormula - Number.parseFloat(byNetwork))).toBeLessThan(30);
});

testWithOnnx(
  'tissue, nuclei and scores come from three cards of a site; the panel names them and the two that it leaves out',
  async () => {
    await closeViewers();
    const models = await mkdtemp(path.join(os.tmpdir(), 'timescope-three-cards-'));
    await writeThreeCards(models);
    await cp(path.join(models, 'tissue-only'), path.join(models, 'own 50%'), { recursive: true });
    const { outputs, ...card } = JSON.parse(await readFile(path.join(models, 'dark-nuclei/card.json'), 'utf8')) as ModelCard; // prettier-ignore
    const flat = { ...card, name: 'flat', outputs: { foreground: outputs.foreground } };
    await mkdir(path.join(models, 'flat'));
    await writeFile(path.join(models, 'flat/card.json'), JSON.stringify(flat));
    const names = ['own 50%', 'flat', 'tissue-only', 'dark-nuclei', 'score-stainintensitynet'];
    const size = { width: 1440, height: 960 };
    opened = await openViewer('pathology', nuclearSlide, size, { models: { folder: models, names } });
    const { page } = opened.session;
    picture = pictures(page, opened.folder, 'three-cards');
    await nameReader(page, 'A. Reader');
    await byTestId(page, 'marker').selectOption('er');
    const leftOut = await panelText(page, 'networks-left-out');
    expect(leftOut).toContain('own 50%');
    expect(leftOut).toContain('The model flat cannot find nuclei: it has no output "distance"');
    expect(await byTestId(page, 'nuclei-by').innerText()).not.toContain('flat');
    await byTestId(page, 'tissue-by').selectOption('tissue-only');
    expect(await byTestId(page, 'patches-by').isDisabled()).toBe(true);
    expect(await panelText(page, 'tissue-card')).toContain('tissue-only finds no nuclei');
    await byTestId(page, 'nuclei-by').selectOption('dark-nuclei');
    await byTestId(page, 'patches-by').selectOption('score-stainintensitynet');
    await picture('chosen');
    await byTestId(page, 'measure-here').click();
    await byTestId(page, 'patch-scores').waitFor({ timeout: 400_000 });
    expect(await panelText(page, 'patch-source')).toMatch(
      /scored by score-stainintensitynet 0\.1\.0, tissue by tissue-only 0\.2\.0, nuclei by dark-nuclei 1\./,
    );
    expect(Number.parseFloat(await panelText(page, 'patch-h-score-tumour'))).toBeGreaterThan(0);
    await byTestId(page, 'patch-scores').scrollIntoViewIfNeeded();
    await picture('scored');
    await rm(models, { recursive: true });
  },
);
