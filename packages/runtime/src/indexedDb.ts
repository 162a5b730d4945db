import { messageOf } from '@timescope/core/errors';

/** Says that the browser refused; `cause` is undefined where another tab holds the database. */
export type Refusal = (cause: unknown) => Error;

/** Opens a database with the given stores when first asked; what was refused once is asked for again. */
export function openedDatabase(
  factory: IDBFactory,
  name: string,
  stores: readonly string[],
  refused: Refusal,
): { open(): Promise<IDBDatabase>; close(): Promise<void> } {
  let opened: Promise<IDBDatabase> | undefined;
  return {
    open() {
      opened ??= open(factory, name, stores, refused);
      opened.catch(() => {
        opened = undefined;
      });
      return opened;
    },
    close: async () => (await opened)?.close(),
  };
}

function open(
  factory: IDBFactory,
  name: string,
  stores: readonly string[],
  refused: Refusal,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, 1);
    request.onupgradeneeded = () => {
      for (const store of stores) request.result.createObjectStore(store);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(refused(request.error));
    request.onblocked = () => reject(refused(undefined));
  });
}

/** Settles when the transaction is on the disk. */
export function finished(transaction: IDBTransaction, refused: Refusal): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(refused(transaction.error));
    transaction.onerror = () => reject(refused(transaction.error));
  });
}

/** Why a browser does not store, for the end of a sentence. */
export const refusalReason = (cause: unknown): string =>
  cause === undefined || cause === null ? 'it is in use by another tab' : messageOf(cause).replace(/\.$/, '');
