import { readingsServer } from '../../extensions/ct-radiomics/src/services/readings/ReadingsServer';
import { workplace, type Workplace } from '../server/testServer';
import { fakeWindow } from './fakeWindow';
import { newBrowser, openReaderPage } from './readerPage';

/** For each test of a file a server of its own, and pages of readers at it that are closed after it. */
export function readerPages() {
  fakeWindow();
  let place: Workplace;
  let url: string;
  const pages: { close(): void }[] = [];
  beforeEach(async () => {
    place = await workplace();
    ({ url } = await place.start());
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) page.close();
    await place.close();
  });
  return {
    /** What the server keeps. */
    folder: () => place.folder,
    serverOfReadings: () => readingsServer(url),
    openPage: async (name: string, browser = newBrowser(), server = readingsServer(url)) => {
      const page = await openReaderPage(name, server, browser);
      pages.push(page);
      return page;
    },
  };
}
