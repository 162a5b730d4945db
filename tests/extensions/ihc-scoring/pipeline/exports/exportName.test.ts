import { exportName, withoutPatient } from '@timescope/extension-ihc-scoring/pipeline/exports/exportName';
import { replayCommand } from '@timescope/extension-ihc-scoring/pipeline/exports/replayCommand';

test.each([
  ['Ki-67', 'Breast core A', undefined, 'ki-67_breast-core-a_c47f5b_cells.csv'],
  ['ER', '', undefined, 'er_c47f5b_cells.csv'],
  ['PD-L1', 'Lung / biopsy: 2 (left)', undefined, 'pd-l1_lung-biopsy-2-left_c47f5b_cells.csv'],
  ['Ki-67', 'Müller biopsy 19540312', 'Müller^Anna', 'ki-67_biopsy_c47f5b_cells.csv'],
  ['Ki-67', 'MUELLER ANNA core', 'Mueller^Anna', 'ki-67_core_c47f5b_cells.csv'],
  ['Ki-67', 'Ki-67 core before therapy', undefined, 'ki-67_core-before-therapy_c47f5b_cells.csv'],
  ['CD8', '../../etc', undefined, 'cd8_etc_c47f5b_cells.csv'],
])('%s of "%s" of %s is saved as %s', (marker, description, patientName, name) => {
  expect(exportName({ marker, description, patientName, slideUid: '1.2.3' }, 'cells.csv')).toBe(name);
});

test('a long description is cut, the ending stays', () => {
  const slide = { marker: 'ER', description: 'x'.repeat(300), patientName: undefined, slideUid: '1.2.3' };
  expect(exportName(slide, 'run.json')).toHaveLength(80 + '_c47f5b_run.json'.length);
});

test('two slides of one marker and one description have other names', () => {
  const slide = { marker: 'ER', description: 'Core', patientName: undefined };
  const [one, other] = ['1.2.3', '1.2.4'].map(slideUid => exportName({ ...slide, slideUid }, 'run.json'));
  expect(one).not.toBe(other);
});

test('the command names the run document and a folder of its own', () => {
  expect(replayCommand('ki-67_core-a_run.json')).toBe(
    'npx --no-install timescope score FOLDER-OF-THE-SLIDE --replay ki-67_core-a_run.json --out ki-67_core-a',
  );
  expect(replayCommand('er_näh_run.json')).toContain("--replay 'er_näh_run.json'");
});

test('a description loses the names of the patient and keeps everything else as it was written', () => {
  expect(withoutPatient('Ki-67 core MUELLER after Therapy, A-1', 'Mueller^Anna')).toBe(
    'Ki-67 core after Therapy, A-1',
  );
  expect(withoutPatient('Core 2 of 19540312', undefined)).toBe('Core 2 of');
});
