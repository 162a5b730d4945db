import { requireOnePatient, type OpenedSlide } from '../../../packages/cli/src/immune/requireOnePatient';

/** A DICOM slide of a patient and a specimen; of a plain image nothing is known. */
const slide = (name: OpenedSlide['name'], patient?: string, specimen?: string): OpenedSlide =>
  ({
    name,
    input:
      patient === undefined
        ? {}
        : {
            dicom: {
              slide: { specimens: specimen === undefined ? [] : [{ identifier: specimen }] },
              source: { patientAndStudy: { PatientID: patient } },
            },
          },
  }) as unknown as OpenedSlide;

test('slides of different patients are refused, whatever a reader confirms', () => {
  const both = [slide('cd3', 'P1', 'A1'), slide('cd8', 'P2', 'A1')];
  expect(() => requireOnePatient(both, true)).toThrow(
    'The CD3 and the CD8 slide are of different patients; no score is given.',
  );
});

test('slides of different specimens are refused until a reader confirms them', () => {
  const both = [slide('cd3', 'P1', 'A1'), slide('he', 'P1', 'B2')];
  expect(() => requireOnePatient(both, false)).toThrow(
    'The CD3 and the H&E slide are of different specimens; no score is given.',
  );
  expect(requireOnePatient(both, true)).toMatchObject([{ code: 'SPECIMENS_CONFIRMED' }]);
});

test('one specimen, a slide that names none and plain images are taken', () => {
  requireOnePatient([slide('cd3', 'P1', 'A1'), slide('cd8', 'P1', 'A1'), slide('he', 'P1')], false);
  requireOnePatient([slide('cd3'), slide('cd8', 'P1', 'A1')], false);
});

test('a plain image before them does not hide that two slides are of different patients', () => {
  const three = [slide('cd3'), slide('cd8', 'P1', 'A1'), slide('he', 'P2', 'A1')];
  expect(() => requireOnePatient(three, true)).toThrow('The CD8 and the H&E slide are of different patients');
});
