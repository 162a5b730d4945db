import type { Services } from '@timescope/ohif/host';
import { readerChange, readerState, saveReaderName } from '@timescope/ohif/readerState';

const servicesWith = (user: unknown) =>
  ({ userAuthenticationService: { getUser: () => user } }) as unknown as Services;

function memoryStorage(entries: Record<string, string> = {}): Storage {
  const kept = new Map(Object.entries(entries));
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as unknown as Storage;
}

test('the logged-in user is the reader', () => {
  const reader = readerState(servicesWith({ profile: { name: 'Ada Reader' } }), memoryStorage());
  expect(reader.get()).toEqual({ name: 'Ada Reader', source: 'host' });
});

test('without a log-in the name kept in this browser counts', () => {
  const reader = readerState(servicesWith(undefined), memoryStorage({ 'timescope.reader': 'B. Reader' }));
  expect(reader.get()).toEqual({ name: 'B. Reader', source: 'browser' });
});

test('nobody is known at first; a saved name is there the next time', () => {
  const storage = memoryStorage();
  const reader = readerState(servicesWith(null), storage);
  expect(reader.get().name).toBeUndefined();
  saveReaderName(reader, storage, '  C. Reader ');
  expect(reader.get().name).toBe('C. Reader');
  expect(readerState(servicesWith(null), storage).get().name).toBe('C. Reader');
});

test('another name is told from the same name entered again, also when the first one comes back', () => {
  const storage = memoryStorage();
  const reader = readerState(servicesWith(null), storage);
  const changes = ['Anna', 'Anna', 'Ben', 'Anna'].map(name => {
    saveReaderName(reader, storage, name);
    return readerChange(storage);
  });
  expect(changes[1]).toBe(changes[0]);
  expect(new Set(changes).size).toBe(3);
});

test('an empty name and one with a control character are no names, a long one is cut at 64 characters', () => {
  const storage = memoryStorage();
  const reader = readerState(servicesWith(null), storage);
  saveReaderName(reader, storage, '   ');
  saveReaderName(reader, storage, 'Anna\u0000');
  expect(reader.get().name).toBeUndefined();
  saveReaderName(reader, storage, 'x'.repeat(100));
  expect(reader.get().name).toHaveLength(64);
});

test('a browser that refuses storage still knows the name until the page is closed', () => {
  const refuse = () => {
    throw new Error('denied');
  };
  const storage = { getItem: refuse, setItem: refuse } as unknown as Storage;
  const reader = readerState(servicesWith(null), storage);
  saveReaderName(reader, storage, 'D. Reader');
  expect(reader.get().name).toBe('D. Reader');
});
