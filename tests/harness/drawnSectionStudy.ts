import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { timescope } from './commandLine';
import { drawnSection, writeSection } from './immuneSections';

/** One drawn section as a study with one slide. @returns the folder with its DICOM files, below the given one */
export async function drawnSectionStudy(folder: string): Promise<string> {
  await mkdir(path.join(folder, 'data'));
  await writeSection(folder, 'cd3', drawnSection({ stroma: 900, tumour: 300, muscle: 100 }, 3));
  const dataset = { patient: { name: 'SECTION^DRAWN', id: 'P1' }, series: { description: 'CD3' } };
  await writeFile(path.join(folder, 'cd3.json'), JSON.stringify(dataset));
  const told = ['--mpp', '0.5', '--dataset', path.join(folder, 'cd3.json')];
  await timescope('dicomize', path.join(folder, 'cd3.png'), ...told, '--out', path.join(folder, 'data/cd3'));
  return path.join(folder, 'data');
}
