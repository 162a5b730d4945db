import type { Outbox, OutboxEntry } from '@timescope/core/dicomweb/outbox';
import { TimescopeError } from '@timescope/core/errors';
import { finished, openedDatabase, refusalReason } from '../indexedDb';

const ENTRIES = 'entries';
const FILES = 'files';

/**
 * The outbox of a browser: in IndexedDB, of this computer and this site only. In a page or a worker.
 * Every call rejects with TimescopeError STORAGE_FULL when the browser refuses storage (private window, full disk).
 */
export function indexedDbOutbox(
  databaseName = 'timescope-outbox',
  factory: IDBFactory = indexedDB,
): Outbox & { close(): Promise<void> } {
  const database = openedDatabase(factory, databaseName, [ENTRIES, FILES], refused);
  const inStores = async <Value>(
    mode: IDBTransactionMode,
    act: (stores: Stores) => IDBRequest<Value> | undefined,
  ): Promise<Value | undefined> => {
    const transaction = (await database.open()).transaction([ENTRIES, FILES], mode, { durability: 'strict' });
    const stores = { entries: transaction.objectStore(ENTRIES), files: transaction.objectStore(FILES) };
    const request = act(stores);
    await finished(transaction, refused);
    return request?.result;
  };
  return {
    async put(entry, objects) {
      await inStores('readwrite', ({ entries, files }) => {
        whenAbsent(entries, entry.id, () => {
          entries.put(entry, entry.id);
          for (const object of objects) files.put(object.bytes, [entry.id, object.sopInstanceUid]);
        });
        return undefined;
      });
    },
    entries: async () =>
      oldestFirst(
        (await inStores('readonly', ({ entries }) => entries.getAll() as IDBRequest<OutboxEntry[]>)) ?? [],
      ),
    entry: id =>
      inStores('readonly', ({ entries }) => entries.get(id) as IDBRequest<OutboxEntry | undefined>),
    bytes: (id, sopInstanceUid) =>
      inStores(
        'readonly',
        ({ files }) => files.get([id, sopInstanceUid]) as IDBRequest<Uint8Array | undefined>,
      ),
    async note(entry) {
      await inStores('readwrite', ({ entries }) => {
        whenPresent(entries, entry.id, () => entries.put(entry, entry.id));
        return undefined;
      });
    },
    async remove(id) {
      await inStores('readwrite', ({ entries, files }) => {
        files.delete(IDBKeyRange.bound([id], [id, []]));
        return entries.delete(id);
      });
    },
    close: () => database.close(),
  };
}

interface Stores {
  readonly entries: IDBObjectStore;
  readonly files: IDBObjectStore;
}

function whenAbsent(store: IDBObjectStore, key: string, act: () => void): void {
  const found = store.getKey(key);
  found.onsuccess = () => {
    if (found.result === undefined) act();
  };
}

function whenPresent(store: IDBObjectStore, key: string, act: () => void): void {
  const found = store.getKey(key);
  found.onsuccess = () => {
    if (found.result !== undefined) act();
  };
}

const oldestFirst = (entries: readonly OutboxEntry[]) =>
  [...entries].sort((a, b) => (a.keptAt < b.keptAt ? -1 : 1));

function refused(cause: unknown): TimescopeError {
  return new TimescopeError(
    'STORAGE_FULL',
    `This browser did not keep the result for sending: ${refusalReason(cause)}.`,
    {
      kind: 'retryable',
      nextStep: 'Free some space or leave the private window, and save again.',
      cause,
    },
  );
}
