import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SlideDescription } from '@timescope/core/dicom/write/description';
import type { ReportProgress } from '@timescope/core/progress';
import { demoSectionDescription } from '../demoPatient';
import { noDeformation, type Deformation } from './deformation';
import { colonScene, type SceneSpec } from './sceneSpec';
import { cutSection, type TissueSection } from './section';
import type { SectionStain } from './sectionSpec';
import { sectionTruth, type SectionTruth } from './sectionTruth';
import { tissueClasses } from './tissueClasses';
import { tissueScene } from './tissueScene';
import { writeSection } from './writeSection';

/** Edge of the demonstration sections, um: nine tiles of 256 um. */
const EDGE_UM = 2304;

const baseline: SceneSpec = colonScene({ seed: 21, widthUm: EDGE_UM, heightUm: EDGE_UM, nestUm: 110 });

/** After treatment: less tumour, more stroma, more lymphocytes. Invented. */
const week6: SceneSpec = {
  ...baseline,
  seed: 22,
  stromaShare: 0.7,
  necrotic: 0.12,
  cd3: { stroma: { centre: 2100, margin: 2600 }, tumour: { centre: 650, margin: 700 } },
  cd8: { stroma: { centre: 950, margin: 1200 }, tumour: { centre: 330, margin: 360 } },
};

const lying = (degrees: number, x: number, y: number, bendSeed: number): Deformation => ({
  ...noDeformation,
  degrees,
  shiftUm: [x, y],
  stretch: [1 + 0.002 * degrees, 1 - 0.001 * degrees],
  bendUm: 6,
  bendSeed,
  centreUm: [EDGE_UM / 2, EDGE_UM / 2],
});

/** Folder, block, stain and how it lies. The H&E lies straight; the others are matched to it. */
const sections = [
  { name: 'he', block: baseline, stain: 'he', seed: 31, deformation: lying(0, 0, 0, 51) },
  { name: 'cd3', block: baseline, stain: 'cd3', seed: 32, deformation: lying(4, 38, -22, 52) },
  { name: 'cd8', block: baseline, stain: 'cd8', seed: 33, deformation: lying(-3, -26, 31, 53) },
  { name: 'cd8-week-6', block: week6, stain: 'cd8', seed: 34, deformation: lying(2, 10, 14, 54) },
  { name: 'cd3-week-6', block: week6, stain: 'cd3', seed: 35, deformation: lying(-2, -16, 20, 55) },
] as const satisfies readonly {
  readonly name: string;
  readonly block: SceneSpec;
  readonly stain: SectionStain;
  readonly seed: number;
  readonly deformation: Deformation;
}[];

export type DemoSectionName = (typeof sections)[number]['name'];

/** The demonstration section as it is drawn and known. */
export function demoSection(name: DemoSectionName): TissueSection {
  const { block, ...spec } = sections.find(section => section.name === name) ?? sections[0];
  return cutSection(tissueScene(block), spec);
}

/**
 * Writes the serial sections of the synthetic patient into an existing folder: `he/`, `cd3/`, `cd8/` of one block,
 * `cd8-week-6/` and `cd3-week-6/` of another, six weeks later (a DICOM file a level), and what is true of them in
 * `truth/NAME.json`.
 */
export async function createDemoSections(folder: string, report: ReportProgress): Promise<void> {
  for (const { name } of sections) await createSection(folder, name, demoSectionDescription(name), report);
}

async function createSection(
  folder: string,
  name: DemoSectionName,
  about: SlideDescription,
  report: ReportProgress,
): Promise<void> {
  const section = demoSection(name);
  const [slide, truth] = [path.join(folder, name), path.join(folder, 'truth')];
  await mkdir(slide, { recursive: true });
  await mkdir(truth, { recursive: true });
  await writeSection(slide, section, about, report);
  await writeFile(path.join(truth, `${name}.json`), JSON.stringify(written(sectionTruth(section))));
}

/** Positive cells as rows and the class raster as runs (index, length, index, length ...): a fifth of the bytes. */
function written({ classes, cells, ...numbers }: SectionTruth) {
  const runs: number[] = [];
  for (const value of classes.values)
    if (runs.at(-2) === value) runs.push((runs.pop() ?? 0) + 1);
    else runs.push(value, 1);
  const tenth = (um: number) => Math.round(10 * um) / 10;
  return {
    ...numbers,
    tissueClasses,
    classes: { width: classes.width, height: classes.height, runs },
    cells: cells.length,
    positiveCells: cells
      .filter(cell => cell.positive)
      .map(({ x, y, tissue, place }) => [tenth(x), tenth(y), tissue, place]),
  };
}
