import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { readSlide } from '@timescope/core/dicom/read/slide';
import { demoSectionDescription } from '@timescope/synthetic/demoPatient';
import { noDeformation } from '@timescope/synthetic/tissue/deformation';
import { colonScene } from '@timescope/synthetic/tissue/sceneSpec';
import { cutSection } from '@timescope/synthetic/tissue/section';
import { tissueScene } from '@timescope/synthetic/tissue/tissueScene';
import { writeSection } from '@timescope/synthetic/tissue/writeSection';

test('a section of 3 x 3 tiles comes back from its files with its size, spacing, stains and block', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'timescope-section-'));
  try {
    const block = colonScene({ seed: 4, widthUm: 768, heightUm: 768 });
    const section = cutSection(tissueScene(block), { stain: 'cd3', seed: 1, deformation: noDeformation });
    const files = await writeSection(folder, section, demoSectionDescription('cd3'), () => undefined);
    const instances = await Promise.all(
      files.map(async file => {
        const { dataset, meta } = readPart10(await readFile(file));
        return { ...dataset, '00020010': { vr: 'UI', Value: [meta.transferSyntax] } };
      }),
    );
    const slide = readSlide(instances);
    expect(slide.levels.map(({ width, height }) => [width, height])).toEqual([
      [1536, 1536],
      [768, 768],
      [384, 384],
      [192, 192],
    ]);
    expect(slide.levels[0]?.mpp).toEqual({ x: 0.5, y: 0.5 });
    expect(slide.specimens[0]?.stains).toEqual(['Hematoxylin stain', 'CD3 antibody, DAB']);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 30_000);

test('the sections of one block share a specimen and a study; the two of week 6 have their own', () => {
  const names = ['he', 'cd3', 'cd8-week-6', 'cd3-week-6'] as const;
  const [he, cd3, later, partner] = names.map(demoSectionDescription);
  expect(cd3?.specimen.specimenUid).toBe(he?.specimen.specimenUid);
  expect(cd3?.study.uid).toBe(he?.study.uid);
  expect(cd3?.series.uid).not.toBe(he?.series.uid);
  expect(later?.specimen.specimenUid).not.toBe(he?.specimen.specimenUid);
  expect(later?.study.uid).not.toBe(he?.study.uid);
  expect(partner?.study.uid).toBe(later?.study.uid);
  expect(partner?.specimen.specimenUid).toBe(later?.specimen.specimenUid);
  expect(partner?.series.uid).not.toBe(later?.series.uid);
});
