import { readdirSync } from 'node:fs';
import path from 'node:path';
import { demoSlideTruth } from '@timescope/synthetic/demoStudies';
import { trueHScore } from '@timescope/synthetic/slide/slideTruth';
import { openSlide } from '../../../packages/cli/src/slideInput';
import { timescope } from '../../harness/commandLine';
import { demoStudies } from '../../harness/demoStudies';

const MINUTES = 600_000;

let folder: string;
beforeAll(async () => {
  folder = await demoStudies();
}, MINUTES);

test('the slide on disk has at least 3 levels, the finest at least 20,000 pixels wide', async () => {
  const slide = await openSlide(path.join(folder, 'slide'), undefined);
  const widths = slide.source.levels.map(({ width }) => width);
  await slide.close();
  expect(widths).toHaveLength(readdirSync(path.join(folder, 'slide')).length);
  expect(widths.length).toBeGreaterThanOrEqual(3);
  expect(widths[0]).toBeGreaterThanOrEqual(20_000);
  expect(slide.warnings).toEqual([]);
});

test('its truth on disk has at least 50,000 cells, a third of them touching, all inside the slide', async () => {
  const { cells } = await demoSlideTruth(folder);
  expect(cells.length).toBeGreaterThanOrEqual(50_000);
  const touching = cells.filter(cell => cell.touching).length / cells.length;
  expect(touching).toBeGreaterThan(0.25);
  expect(touching).toBeLessThan(0.45);
  const slide = await openSlide(path.join(folder, 'slide'), undefined);
  const [finest] = slide.source.levels;
  await slide.close();
  const [widthUm, heightUm] = [
    (finest?.width ?? 0) * (finest?.mpp.x ?? 0),
    (finest?.height ?? 0) * (finest?.mpp.y ?? 0),
  ];
  expect(cells.every(({ x, y }) => x > 0 && y > 0 && x < widthUm && y < heightUm)).toBe(true);
});

interface Scored {
  readonly cells: { readonly total: number };
  readonly hScore: { readonly whole: number };
}

test(
  'score finds its cells within 5 % of those generated and an H-score within 10 of the truth',
  async () => {
    const printed = await timescope('score', path.join(folder, 'slide'), '--marker', 'ki67', '--json');
    const scored = JSON.parse(printed) as Scored;
    const { cells } = await demoSlideTruth(folder);
    process.stderr.write(
      `demo slide: ${String(scored.cells.total)} cells of ${String(cells.length)}, ` +
        `H-score ${scored.hScore.whole.toFixed(1)}, true ${trueHScore(cells).toFixed(1)}\n`,
    );
    expect(Math.abs(scored.cells.total / cells.length - 1)).toBeLessThan(0.05);
    expect(Math.abs(scored.hScore.whole - trueHScore(cells))).toBeLessThan(10);
  },
  MINUTES,
);
