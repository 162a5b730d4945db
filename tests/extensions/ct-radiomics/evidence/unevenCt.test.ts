import { readStructuredReport } from '@timescope/core/dicom/read/structuredReport';
import { ctObjects } from '@timescope/extension-ct-radiomics/evidence/ctObjects';
import { predictTargets } from '@timescope/extension-ct-radiomics/pipeline/predict';
import { imageVoxels } from '@timescope/extension-ct-radiomics/pipeline/radiomics/imageVoxels';
import { fixedNetwork } from '../../../harness/fixedNetwork';
import { refusal } from '../../../harness/refusal';
import { savedCt, savedOnCt, savedRoi } from '../../../harness/savedCt';

const gap = { code: 'MISSING_SLICES', message: 'Slices are missing: 1 between slices 1 and 2.' };
const uneven = { ...savedOnCt, evenlySpaced: false, warnings: [gap] };
const predicted = (ct: typeof savedOnCt) =>
  predictTargets(ct, savedRoi, { tils: fixedNetwork('tils', 0.75) }, {}, { softwareVersion: 'test' });

test('with a missing slice the prediction on a slice runs and is flagged; on a whole series it is not', async () => {
  const [flawed, whole] = [await predicted(uneven), await predicted(savedOnCt)];
  expect(flawed.result.flags).toContainEqual(gap);
  expect(whole.result.flags.map(({ code }) => code)).not.toContain('MISSING_SLICES');
  expect(flawed.result.targets.tils?.probability).toBe(whole.result.targets.tils?.probability);
});

test('radiomics of a series with a missing slice is refused, of a whole one not', () => {
  expect(refusal(() => imageVoxels(uneven, savedRoi))).toBe('GEOMETRY');
  expect(imageVoxels(savedOnCt, savedRoi).spacingMm).toEqual([1, 1, 5]);
});

test('the report gives no volume but the reason where slices are uneven, and a volume where they are not', async () => {
  const saved = await savedCt();
  const volumeIn = (of: typeof saved) => {
    const report = ctObjects(of).objects.at(-1)?.bytes;
    const items = JSON.stringify(report && readStructuredReport(report).root);
    return /"118565006"(?:(?!"relationship").)*/.exec(items)?.[0] ?? '';
  };
  expect(volumeIn({ ...saved, ct: { ...saved.ct, evenlySpaced: false } })).toContain(
    'The slices are not evenly spaced',
  );
  expect(volumeIn(saved)).toContain('mm3');
  expect(volumeIn(saved)).not.toContain('evenly');
});
