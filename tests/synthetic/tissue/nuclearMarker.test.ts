import { noDeformation } from '@timescope/synthetic/tissue/deformation';
import { colonScene } from '@timescope/synthetic/tissue/sceneSpec';
import { cutSection } from '@timescope/synthetic/tissue/section';
import type { SectionSpec } from '@timescope/synthetic/tissue/sectionSpec';
import { tissueScene } from '@timescope/synthetic/tissue/tissueScene';

const EDGE_UM = 1024;
const scene = tissueScene(colonScene({ seed: 3, widthUm: EDGE_UM, heightUm: EDGE_UM, massRadius: 0.6 }));
const cut = (grades: SectionSpec['grades']) =>
  cutSection(scene, { stain: 'nuclear', seed: 5, deformation: noDeformation, ...(grades && { grades }) });
const cellsOf = (grades: SectionSpec['grades']) =>
  cut(grades).cellsIn({ x: 300, y: 300, width: 400, height: 400 });

test("a nuclear marker stains the asked shares of the tumour's nuclei in three grades, and no lymphocyte", () => {
  const cells = cellsOf([0.5, 0.2, 0.1]);
  const tumour = cells.filter(({ kind }) => kind === 'tumour');
  expect(tumour.length).toBeGreaterThan(300);
  const share = (from: number, to: number) =>
    tumour.filter(({ dab }) => dab > from && dab <= to).length / tumour.length;
  expect(share(0.1, 0.3)).toBeCloseTo(0.5, 1);
  expect(share(0.3, 0.5)).toBeCloseTo(0.2, 1);
  expect(share(0.5, 2)).toBeCloseTo(0.1, 1);
  expect(cells.some(({ kind, dab }) => kind === 'lymphocyte' && dab > 0)).toBe(false);
});

test('where no nucleus is asked to be stained none is, and all lie where they lay', () => {
  const [none, many] = [cellsOf([0, 0, 0]), cellsOf([0.5, 0.2, 0.1])];
  expect(none.some(({ positive }) => positive)).toBe(false);
  expect(none.map(({ x, y }) => [x, y])).toEqual(many.map(({ x, y }) => [x, y]));
});

test('a stained nucleus is drawn brown: it keeps less of the blue than of the red light', () => {
  const section = cut([0, 0, 1]);
  const [cell] = section
    .cellsIn({ x: 300, y: 300, width: 400, height: 400 })
    .filter(({ kind, dab, nucleus }) => kind === 'tumour' && dab > 0.7 && nucleus.shortUm > 3);
  if (!cell) throw new Error('No stained nucleus lies there.');
  const at = { x: Math.floor(cell.x / 0.5) - 1, y: Math.floor(cell.y / 0.5) - 1, width: 3, height: 3 };
  const { values } = section.drawTile(at, 0.5);
  const mean = (channel: number) => values.filter((_, i) => i % 3 === channel).reduce((a, b) => a + b, 0) / 9;
  expect(mean(0)).toBeGreaterThan(mean(2) + 20);
});
