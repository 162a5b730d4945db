import { readCtGrid } from '@timescope/core/dicom/read/ctSeries';
import { agreementOf } from '@timescope/core/geometry/agreement/agreement';
import type { DisplaySet } from '@timescope/ohif/host';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { readerChange, saveReaderName, type Reader } from '@timescope/ohif/readerState';
import { closedPlace } from '../../extensions/ct-radiomics/src/services/draftPlace';
import type { OutlineDraft } from '../../extensions/ct-radiomics/src/services/outlineDraft';
import { ReadingKeys } from '../../extensions/ct-radiomics/src/services/readings/readingKeys';
import type { ReadingsServer } from '../../extensions/ct-radiomics/src/services/readings/ReadingsServer';
import { TwoReaders } from '../../extensions/ct-radiomics/src/services/readings/TwoReaders';
import { roiVoxels } from '../../extensions/ct-radiomics/src/services/roiSlices';
import { TumourOutline } from '../../extensions/ct-radiomics/src/services/TumourOutline';
import { FakeRadiologyHost, headersOf } from './fakeRadiologyHost';
import { memoryDrafts } from './memoryDrafts';

/** Of the one series of these pages. */
export const SERIES = '1.2';

/** What a browser keeps for all tabs, and the first tab of it. */
export function newBrowser() {
  const storage = memoryStorage();
  return { drafts: memoryDrafts<OutlineDraft>(), storage, ...newTab(storage) };
}

/** The browser after its tab was closed and another one opened. */
export const inNewTab = (browser: ReturnType<typeof newBrowser>) => ({
  ...browser,
  ...newTab(browser.storage),
});

const newTab = (storage: Storage) => ({
  keys: new ReadingKeys(memoryStorage(), () => readerChange(storage)),
});

function memoryStorage(): Storage {
  const kept = new Map<string, string>();
  const storage: Pick<Storage, 'getItem' | 'setItem'> = {
    getItem: key => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
  return storage as Storage;
}

function displayed() {
  const instances = headersOf(SERIES).map(dataset => ({
    dataset,
    transferSyntax: '',
    pixels: new Uint8Array(),
  }));
  const { grid } = readCtGrid(instances);
  return {
    displaySet: { StudyInstanceUID: '1.1', SeriesInstanceUID: SERIES } as DisplaySet,
    viewportId: 'viewport',
    grid,
    imageIds: grid.sliceUids.map(uid => `ct:${uid}`),
    headers: [],
    instanceNumbers: [],
  };
}

/** A page (a tab) of a browser, opened on the series by a reader. */
export async function openReaderPage(name: string, server: ReadingsServer, browser = newBrowser()) {
  const fake = new FakeRadiologyHost();
  const ct = displayed();
  const failures: string[] = [];
  let freshStarts = 0;
  const outline = new TumourOutline(fake.host, ct, closedPlace, thrown => failures.push(String(thrown)));
  const reader = new ObservableState<Reader>({ name, source: 'browser' });
  const readers = new TwoReaders({
    reader,
    drafts: browser.drafts,
    keys: browser.keys,
    server,
    worker: { agree: (a, b) => Promise.resolve(agreementOf(a, b)) },
    attempt: async work => {
      await work().catch((thrown: unknown) => failures.push(thrown instanceof Error ? thrown.message : '?'));
    },
    bringIntoView: () => undefined,
    startAfresh: () => {
      freshStarts++;
    },
  });
  await readers.open(ct, outline);
  return {
    browser,
    outline,
    readers,
    failures,
    freshStarts: () => freshStarts,
    phase: () => readers.state.get().phase,
    voxels: () => roiVoxels(outline.state.get().roi),
    /** Brush strokes of one voxel each. */
    draw: async (...voxels: number[]) => {
      await outline.segmentationIn('viewport');
      for (const voxel of voxels) fake.paint('ours', voxel);
      await outline.storeNow();
    },
    rename: async (other: string) => {
      saveReaderName(reader, browser.storage, other);
      await readers.changeReader();
    },
    look: () => readers.open(ct, outline),
    close: () => {
      readers.close();
      outline.release();
    },
  };
}
