import { demoSectionDescription } from '@timescope/synthetic/demoPatient';
import { noDeformation } from '@timescope/synthetic/tissue/deformation';
import { colonScene } from '@timescope/synthetic/tissue/sceneSpec';
import { cutSection, type TissueSection } from '@timescope/synthetic/tissue/section';
import { tissueScene } from '@timescope/synthetic/tissue/tissueScene';
import { writeSection } from '@timescope/synthetic/tissue/writeSection';

/** Edge of the slide, um: four tiles. */
const EDGE_UM = 1024;

/** A slide with a nuclear marker in a tumour's nuclei; its seed is none of the training's. */
export function nuclearSection(): TissueSection {
  const spec = { seed: 500_700, widthUm: EDGE_UM, heightUm: EDGE_UM, massRadius: 0.55 };
  const grades = [0.2, 0.2, 0.3] as const;
  return cutSection(tissueScene(colonScene(spec)), {
    ...{ stain: 'nuclear', seed: 5, grades },
    deformation: noDeformation,
  });
}

/** Writes it as DICOM files into an existing folder. */
export async function writeNuclearSlide(folder: string): Promise<void> {
  await writeSection(folder, nuclearSection(), demoSectionDescription('cd8'), () => undefined);
}
