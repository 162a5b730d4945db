import { demoSectionDescription } from '@timescope/synthetic/demoPatient';
import { noDeformation, type Deformation } from '@timescope/synthetic/tissue/deformation';
import { colonScene } from '@timescope/synthetic/tissue/sceneSpec';
import { cutSection } from '@timescope/synthetic/tissue/section';
import { sectionTruth, type SectionTruth } from '@timescope/synthetic/tissue/sectionTruth';
import { tissueScene } from '@timescope/synthetic/tissue/tissueScene';
import { writeSection } from '@timescope/synthetic/tissue/writeSection';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { trueAreas } from './tissueSections';

export const SMALL_STAINS = ['he', 'cd3', 'cd8'] as const;
type SmallStain = (typeof SMALL_STAINS)[number];

/** The tumour to the left, so that enough other tissue lies to its right for an invasive margin. */
const deformation: Deformation = { ...noDeformation, shiftUm: [250, 0] };

/**
 * The demonstration patient's serial sections in small: 1 x 0.8 mm of one block. Writes NAME/*.dcm below `data` and what a
 * perfect reader would draw, tumour and stroma, as areas.geojson beside it; of the CD8 section as areas-cd8.geojson.
 * @param cd8Lies how the CD8 section lies; as the others do when absent
 */
export async function writeSmallSections(
  folder: string,
  cd8Lies: Deformation = deformation,
): Promise<Record<SmallStain, SectionTruth>> {
  const scene = tissueScene(
    colonScene({ seed: 21, widthUm: 1024, heightUm: 768, nestUm: 90, massRadius: 0.42 }),
  );
  const write = async (stain: SmallStain, seed: number): Promise<SectionTruth> => {
    const section = cutSection(scene, { stain, seed, deformation: stain === 'cd8' ? cd8Lies : deformation });
    const out = path.join(folder, 'data', stain);
    await mkdir(out, { recursive: true });
    await writeSection(out, section, demoSectionDescription(stain), () => undefined);
    return sectionTruth(section);
  };
  const [he, cd3, cd8] = [await write('he', 31), await write('cd3', 32), await write('cd8', 33)];
  await writeFile(path.join(folder, 'areas.geojson'), areasOf(he));
  await writeFile(path.join(folder, 'areas-cd8.geojson'), areasOf(cd8));
  return { he, cd3, cd8 };
}

const NAMES = { TUM: 'Tumor', STR: 'Stroma' } as const;

function areasOf(truth: SectionTruth): string {
  const features = (['TUM', 'STR'] as const).flatMap(className =>
    trueAreas(truth, [className]).map(({ rings }) => ({
      type: 'Feature',
      geometry: {
        type: 'Polygon',
        coordinates: rings.map(ring => [...ring, ...ring.slice(0, 1)].map(({ x, y }) => [x, y])),
      },
      properties: { classification: { name: NAMES[className] } },
    })),
  );
  return JSON.stringify({ type: 'FeatureCollection', features });
}
