import type { Outbox, OutboxEntry } from '@timescope/core/dicomweb/outbox';
import { messageOf, TimescopeError } from '@timescope/core/errors';

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
  let opened: Promise<IDBDatabase> | undefined;
  const database = () => {
    opened ??= open(factory, databaseName);
    // What was refused once may be allowed the next time.
    opened.catch(() => {
      opened = undefined;
    });
    return opened;
  };
  const inStores = async <Value>(
    mode: IDBTransactionMode,
    act: (stores: Stores) => IDBRequest<Value> | undefined,
  ): Promise<Value | undefined> => {
    const transaction = (await database()).transaction([ENTRIES, FILES], mode, { durability: 'strict' });
    const stores = { entries: transaction.objectStore(ENTRIES), files: transaction.objectStore(FILES) };
    const request = act(stores);
    await finished(transaction);
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
    close: async () => (await opened)?.close(),
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

function open(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(ENTRIES);
      request.result.createObjectStore(FILES);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(refused(request.error));
    request.onblocked = () => reject(refused(undefined));
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(refused(transaction.error));
    transaction.onerror = () => reject(refused(transaction.error));
  });
}

function refused(cause: unknown): TimescopeError {
  const reason = cause === undefined || cause === null ? 'it is in use by another tab' : messageOf(cause);
  return new TimescopeError('STORAGE_FULL', `This browser did not keep the result for sending: ${reason}.`, {
    kind: 'retryable',
    nextStep: 'Free some space or leave the private window, and save again.',
    cause,
  });
}
