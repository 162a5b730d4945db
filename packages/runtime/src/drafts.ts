import { finished, openedDatabase, refusalReason } from './indexedDb';

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

/** Drafts that several tabs may write. */
export interface SharedDrafts<Draft> extends RemovableDrafts<Draft> {
  /**
   * Makes the next draft from the stored one in one transaction: no other tab writes in between. `next` is asked
   * once; undefined or the stored one leaves the draft as it is.
   */
  change(
    key: string,
    next: (kept: Draft | undefined) => Draft | undefined,
  ): Promise<{ readonly before: Draft | undefined; readonly after: Draft | undefined }>;
  keys(): Promise<string[]>;
}

const STORE = 'drafts';

/**
 * Drafts in the browser's IndexedDB: plain data and typed arrays are kept as they are, on this computer only.
 * Each call rejects with one sentence when the browser refuses storage (private windows, full disk).
 */
export function indexedDbDrafts<Draft>(
  databaseName: string,
  factory: IDBFactory = indexedDB,
): SharedDrafts<Draft> {
  const database = openedDatabase(factory, databaseName, [STORE], refused);
  const inStore = async <Value>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => IDBRequest<Value>,
  ) => {
    const transaction = (await database.open()).transaction(STORE, mode);
    const request = act(transaction.objectStore(STORE));
    await finished(transaction, refused);
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
    async change(key, next) {
      const transaction = (await database.open()).transaction(STORE, 'readwrite');
      const store = transaction.objectStore(STORE);
      const found = store.get(key) as IDBRequest<Draft | undefined>;
      let after: Draft | undefined;
      found.onsuccess = () => {
        after = next(found.result);
        if (after !== undefined && after !== found.result) store.put(after, key);
      };
      await finished(transaction, refused);
      return { before: found.result, after: after ?? found.result };
    },
    keys: async () => (await inStore('readonly', store => store.getAllKeys())).map(String),
  };
}

function refused(cause: unknown): Error {
  return new Error(`This browser did not store the draft: ${refusalReason(cause)}.`, { cause });
}
