import { radiomics } from '@timescope/extension-ct-radiomics/pipeline/radiomics/radiomics';
import { testOnRealData } from '../../../../harness/sharedData';
import { agreement, readPhantom, referenceRows } from './ibsiPhantom';

testOnRealData('every valued row of the IBSI digital phantom agrees with its reference value', async () => {
  const { features } = radiomics(await readPhantom(), { profile: 'ibsi' });
  const rows = referenceRows();
  expect(rows).toHaveLength(482);
  const missed = rows
    .filter(row => agreement(features[row.tag], row) === 'missed')
    .map(({ tag, value }) => `${tag}: ${features[tag]} for ${value}`);
  expect(missed).toEqual([]);
});

testOnRealData('the profile holds the tags of the valued rows and no other', async () => {
  const { features } = radiomics(await readPhantom(), { profile: 'ibsi' });
  expect(Object.keys(features).toSorted()).toEqual(
    referenceRows()
      .map(({ tag }) => tag)
      .toSorted(),
  );
});
