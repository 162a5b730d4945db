import { holdsControls } from '@timescope/core/controlCharacters';
import type { Services } from './host';
import { ObservableState } from './ObservableState';

export interface Reader {
  /** Undefined until somebody said who reads. */
  readonly name: string | undefined;
  /** A name that the host's log-in gave is not ours to change. */
  readonly source: 'host' | 'browser';
}

const STORAGE_KEY = 'timescope.reader';
const CHANGE_KEY = 'timescope.readerChange';
/** Longest name kept; a DICOM person name component group holds 64 characters. */
const LONGEST_NAME = 64;

/** Who reads: the host's logged-in user, else the name kept in this browser. */
export function readerState(services: Services, storage: Storage): ObservableState<Reader> {
  const fromHost = nameOfUser(services.userAuthenticationService.getUser());
  return new ObservableState<Reader>(
    fromHost === undefined
      ? { name: storedName(storage), source: 'browser' }
      : { name: fromHost, source: 'host' },
  );
}

export function saveReaderName(state: ObservableState<Reader>, storage: Storage, entered: string): void {
  const name = entered.trim().slice(0, LONGEST_NAME);
  if (!isName(name)) return;
  try {
    if (name !== storedName(storage)) storage.setItem(CHANGE_KEY, crypto.randomUUID());
    storage.setItem(STORAGE_KEY, name);
  } catch {
    // A browser that refuses storage still has the name until the page is closed.
  }
  state.update({ name });
}

/** Something is written, and nothing that a DICOM object cannot keep. */
export const isName = (entered: string): boolean => entered.trim() !== '' && !holdsControls(entered);

/** Another text after every change of the name in this browser, also when a name comes back. */
export function readerChange(storage: Storage): string {
  try {
    return storage.getItem(CHANGE_KEY) ?? '';
  } catch {
    return '';
  }
}

function storedName(storage: Storage): string | undefined {
  try {
    return storage.getItem(STORAGE_KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

/** OpenID Connect's claims, in the order of how well a person is named by them (oidc-client keeps them in `profile`). */
function nameOfUser(user: unknown): string | undefined {
  if (typeof user !== 'object' || user === null) return undefined;
  const claims =
    'profile' in user && typeof user.profile === 'object' && user.profile !== null ? user.profile : user;
  const named = claims as Readonly<Record<string, unknown>>;
  return [named.name, named.preferred_username, named.email].find(
    (value): value is string => typeof value === 'string' && value !== '',
  );
}
