import { jest } from '@jest/globals';
import path from 'node:path';
import { finalHash } from '../harness/pathologistSession';
import { demoPatient } from '../harness/reportedPatient';
import { byTestId } from '../harness/slidePage';
import { writeTinyPatient } from '../harness/tinyPatient';
import { testWholeReport } from '../harness/wholeReport';

jest.setTimeout(240_000);

/** The nightly run takes the demonstration studies themselves. */
testWholeReport({
  name: 'whole-report',
  studies: async folder => {
    await writeTinyPatient(folder, demoPatient);
    return { data: folder, outline: path.join(folder, 'roi.nii') };
  },
  measure: async page => {
    await byTestId(page, 'measure-slide').click();
    await finalHash(page);
  },
});
