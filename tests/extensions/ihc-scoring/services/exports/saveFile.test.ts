import { jest } from '@jest/globals';
import {
  fileSink,
  type SavingPage,
} from '../../../../../extensions/ihc-scoring/src/services/exports/saveFile';
import { writeLines } from '../../../../../extensions/ihc-scoring/src/services/exports/writeLines';

/** A link that remembers what it was pressed with. */
function pageWithLink() {
  const pressed: { href: string; download: string }[] = [];
  const link = { href: '', download: '', click: () => pressed.push({ ...link }) };
  const page = { document: { createElement: () => link } } as unknown as SavingPage;
  return { page, pressed };
}

test('where the browser has a picker, the pieces go to the chosen file as they come', async () => {
  const written: string[] = [];
  const asked: string[] = [];
  const page = {
    showSaveFilePicker: ({ suggestedName }: { suggestedName: string }) => {
      asked.push(suggestedName);
      return Promise.resolve({
        createWritable: () =>
          Promise.resolve({
            write: (piece: string) => Promise.resolve(void written.push(piece)),
            close: () => Promise.resolve(void written.push('closed')),
            abort: () => Promise.resolve(void written.push('aborted')),
          }),
      });
    },
  } as unknown as SavingPage;
  await writeLines(['a\n', 'b\n'], await fileSink('cells.csv', 'text/csv', page));
  expect(asked).toEqual(['cells.csv']);
  expect(written).toEqual(['a\nb\n', 'closed']);
});

test('elsewhere the whole file comes down under its name once it is complete', async () => {
  const { page, pressed } = pageWithLink();
  const sink = await fileSink('cells.csv', 'text/csv', page);
  await sink.write('a\n');
  expect(pressed).toEqual([]);
  await sink.write('b\n');
  // The link is let go a minute later.
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'] });
  await sink.close();
  jest.useRealTimers();
  expect(pressed).toHaveLength(1);
  expect(pressed[0]?.download).toBe('cells.csv');
  const file = await fetch(pressed[0]?.href ?? '');
  expect(await file.text()).toBe('a\nb\n');
  expect(file.headers.get('content-type')).toBe('text/csv');
});

test('a reader who chooses no place is not told of an error', async () => {
  const page = {
    showSaveFilePicker: () => Promise.reject(new DOMException('closed', 'AbortError')),
  } as unknown as SavingPage;
  await expect(fileSink('cells.csv', 'text/csv', page)).rejects.toMatchObject({ name: 'AbortError' });
});
