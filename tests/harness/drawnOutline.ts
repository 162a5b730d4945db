import { readCtGrid } from '@timescope/core/dicom/read/ctSeries';
import type { DisplaySet } from '@timescope/ohif/host';
import { browserPlace } from '../../extensions/ct-radiomics/src/services/draftPlace';
import type { OutlineDraft } from '../../extensions/ct-radiomics/src/services/outlineDraft';
import { TumourOutline } from '../../extensions/ct-radiomics/src/services/TumourOutline';
import { headersOf, type FakeRadiologyHost } from './fakeRadiologyHost';
import { memoryDrafts } from './memoryDrafts';

const SERIES = '1.2';

/** The outline of the fake host's series, kept in memory. */
export function drawnOutline(fake: FakeRadiologyHost) {
  const instances = headersOf(SERIES).map(dataset => ({
    dataset,
    transferSyntax: '',
    pixels: new Uint8Array(),
  }));
  const { grid } = readCtGrid(instances);
  const ct = {
    displaySet: { SeriesInstanceUID: SERIES } as DisplaySet,
    viewportId: 'viewport',
    grid,
    imageIds: grid.sliceUids.map(uid => `ct:${uid}`),
    headers: [],
    instanceNumbers: [],
  };
  const drafts = memoryDrafts<OutlineDraft>();
  const failures: unknown[] = [];
  const outline = new TumourOutline(fake.host, ct, browserPlace(drafts, SERIES), thrown =>
    failures.push(thrown),
  );
  return { outline, drafts, failures };
}
