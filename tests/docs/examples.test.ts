import { jest } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { repository, timescope } from '../harness/commandLine';
import { handMadeMask } from '../harness/handMadeMasks';
import { niftiBytes } from '../harness/niftiBytes';
import { sharedData, testOnRealData } from '../harness/sharedData';

jest.setTimeout(300_000);

/** What a reader of the docs would put in the place of the examples' names. */
const inputs: Readonly<Record<string, () => string>> = {
  'photograph.png': () => sharedData('ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png'),
  'CT.nii.gz': () => sharedData('ct-sarcoma-sts/nifti/STS_001/CT_image.nii.gz'),
  'mask.nii.gz': () => sharedData('ct-sarcoma-sts/nifti/STS_001/CT_mask.nii.gz'),
  'reader1.nii.gz': () => sharedData('ct-sarcoma-sts/nifti/STS_001/CT_mask.nii.gz'),
  'reader2.nii.gz': () => sharedData('ct-sarcoma-sts/nifti/STS_001/CT_mask.nii.gz'),
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-docs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

testOnRealData(
  'every command and the dataset of docs/dicomize.md, docs/pathology.md, docs/radiomics.md, docs/statistics.md, docs/studies.md, docs/two-readers.md and README.md run as printed',
  async () => {
    const dicomize = await readFile(path.join(repository, 'docs/dicomize.md'), 'utf8');
    const dataset = /```json\n([\s\S]*?)```/.exec(dicomize)?.[1] ?? '';
    await writeFile(path.join(folder, 'slide.json'), dataset);
    const pathology = await readFile(path.join(repository, 'docs/pathology.md'), 'utf8');
    await writeFile(path.join(folder, 'areas.geojson'), /```json\n([\s\S]*?)```/.exec(pathology)?.[1] ?? '');
    const readme = await readFile(path.join(repository, 'README.md'), 'utf8');
    const radiomics = await readFile(path.join(repository, 'docs/radiomics.md'), 'utf8');
    const twoReaders = await readFile(path.join(repository, 'docs/two-readers.md'), 'utf8');
    const studies = await readFile(path.join(repository, 'docs/studies.md'), 'utf8');
    const statistics = await readFile(path.join(repository, 'docs/statistics.md'), 'utf8');
    await writeFile(path.join(folder, 'cohort.csv'), /```csv\n([\s\S]*?)```/.exec(statistics)?.[1] ?? '');
    await writePairs(path.join(folder, 'pairs'));
    const commands = [dicomize, readme, pathology, radiomics, twoReaders, statistics, studies].flatMap(
      commandsIn,
    );
    expect(commands.length).toBeGreaterThanOrEqual(7);
    for (const command of commands) {
      const printed = await timescope(...command.map(argument => placed(argument)));
      expect(printed).not.toBe('');
    }
  },
);

/** Of the blocks to be run; what the viewer copies stands in blocks of text, for it names the reader's own slide. */
const commandsIn = (markdown: string): string[][] =>
  [...markdown.matchAll(/```sh\n([\s\S]*?)```/g)]
    .flatMap(([, block = '']) => [...block.matchAll(/^npx --no-install timescope (.*)$/gm)])
    .map(([, words = '']) => words.split(' '));

/** Two tumours by two readers each, one of them in a subfolder. */
async function writePairs(pairs: string): Promise<void> {
  const outline = (width: number) => handMadeMask([9, 9, 5], (i, j, k) => k === 2 && i < width && j < 4);
  await mkdir(path.join(pairs, 'tumour_2'), { recursive: true });
  const files = ['tumour_1_A.nii', 'tumour_1_B.nii', 'tumour_2/A.nii', 'tumour_2/B.nii'];
  for (const [width, name] of files.entries()) {
    const mask = outline(width + 2);
    await writeFile(path.join(pairs, name), niftiBytes(mask, mask.values));
  }
}

/** The slide that the first command wrote stands for a folder of DICOM files. */
function placed(argument: string): string {
  if (argument === 'FOLDER_OF_DICOM_FILES') return path.join(folder, 'slide');
  const made = [
    'slide',
    'slide.json',
    'results',
    'results/result.json',
    'areas.geojson',
    'features.csv',
    'filled.nii.gz',
    'cohort.csv',
    'km.svg',
    'roc.svg',
    'scatter.svg',
    'pairs',
  ];
  if (made.includes(argument) || /^(\S+-report\b|again$)/.test(argument)) return path.join(folder, argument);
  return inputs[argument]?.() ?? argument;
}
