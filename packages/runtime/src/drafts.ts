import { messageOf } from '@timescope/core/errors';

/** Unfinished work that outlives a closed tab. */
export interface Drafts<Draft> {
  read(key: string): Promise<Draft | undefined>;
  write(key: string, draft: Draft): Promise<void>;
}

/** Drafts that may go when nothing needs them any more. */
export interface RemovableDrafts<Draft> extends Drafts<Draft> {
  /** Of a key without a draft: nothing. */
  remove(key: string): Promise<void>;
}

const STORE = 'drafts';

/**
 * Drafts in the browser's IndexedDB: plain data and typed arrays are kept as they are, on this computer only.
 * Each call rejects with one sentence when the browser refuses storage (private windows, full disk).
 */
export function indexedDbDrafts<Draft>(
  databaseName: string,
  factory: IDBFactory = indexedDB,
): RemovableDrafts<Draft> {
  let opened: Promise<IDBDatabase> | undefined;
  const database = () => (opened ??= open(factory, databaseName));
  const inStore = async <Value>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => IDBRequest<Value>,
  ) => {
    const transaction = (await database()).transaction(STORE, mode);
    const request = act(transaction.objectStore(STORE));
    await finished(transaction);
    return request.result;
  };
  return {
    read: key => inStore('readonly', store => store.get(key) as IDBRequest<Draft | undefined>),
    async write(key, draft) {
      await inStore('readwrite', store => store.put(draft, key));
    },
    async remove(key) {
      await inStore('readwrite', store => store.delete(key));
    },
  };
}

function open(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
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

function refused(cause: unknown): Error {
  const reason = cause === undefined || cause === null ? 'it is in use by another tab' : messageOf(cause);
  return new Error(`This browser did not store the draft: ${reason}.`, { cause });
}
