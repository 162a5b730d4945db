import { jest } from '@jest/globals';
import path from 'node:path';
import { demoStudies } from '../harness/demoStudies';
import { finalHash } from '../harness/pathologistSession';
import { byTestId, zoomTo } from '../harness/slidePage';
import { testWholeReport } from '../harness/wholeReport';

jest.setTimeout(600_000);

/** A field of the slide that is not far from its middle, with tumour and stroma. */
testWholeReport({
  name: 'whole-demo-report',
  studies: async () => {
    const data = await demoStudies();
    return { data, outline: path.join(data, 'truth', 'ct-tumour.nii') };
  },
  measure: async page => {
    await zoomTo(page, { resolution: 2, rotation: 0, centre: [11_500, 4900] });
    await byTestId(page, 'measure-here').click();
    await finalHash(page, 300_000);
  },
});
