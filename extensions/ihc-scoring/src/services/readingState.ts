import { canRedo, canUndo, type History } from '@timescope/core/history';
import type { PresetName } from '../pipeline/presets/presets';
import { newReading, type Reading } from '../pipeline/reading/reading';
import type { SignedReading } from '../pipeline/reading/signedReading';
import type { MeasuredArea } from './measuredArea';

/** A reading as it is kept in this browser. */
export interface ReadingRecord {
  readonly version: 1;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly reading: Reading;
  readonly isSigned: boolean;
  readonly signed: readonly SignedReading[];
  /** Seal of the version on screen while `isSigned`; records of before have none: the newest. */
  readonly signedAs?: string | undefined;
  /** The run whose result and cells are shown; they are kept beside the reading. */
  readonly runId: string | undefined;
  /** A run that ended while another one's version was signed: it is shown with the next version. */
  readonly aside?: string | undefined;
  /** The area of a run that began and has not ended. */
  readonly begun: MeasuredArea | undefined;
  /** Counts what is written; with the tab that wrote it last. */
  readonly revision?: number;
  readonly writer?: string;
}

type Signing = Pick<ReadingRecord, 'isSigned' | 'signed' | 'signedAs'>;

export type DraftState =
  | { readonly kind: 'none' }
  | { readonly kind: 'pending' }
  | { readonly kind: 'saved'; readonly at: number }
  | { readonly kind: 'restored'; readonly at: number }
  | { readonly kind: 'failed'; readonly reason: string };

export interface ReadingState extends Omit<ReadingRecord, 'version' | 'savedAt' | 'revision' | 'writer'> {
  /** Undefined while no slide is open or its reading is still being looked up: changes are refused until then. */
  readonly key: string | undefined;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly draft: DraftState;
  /** Of the signed versions that the browser holds: closing the page loses any other. */
  readonly storedSeals: readonly string[];
  /** A change of the signed reading was asked for and refused. */
  readonly wasRefused: boolean;
  /** Another tab changed the reading that is on screen here. */
  readonly wasChangedElsewhere: boolean;
  /** What was done here before a name was entered that has a reading of its own. */
  readonly offered: Reading | undefined;
}

export const stepsOf = (history: History<Reading>) => ({
  reading: history.present,
  canUndo: canUndo(history),
  canRedo: canRedo(history),
});

/** How a reading stands beside what it says. */
export const standingOf = ({
  isSigned,
  signed,
  signedAs,
  runId,
  aside,
  begun,
}: Omit<ReadingRecord, 'version' | 'savedAt'>) => ({
  isSigned,
  signed,
  signedAs,
  runId,
  aside,
  begun,
});

/** How a reading stands once its signed version is left: a run that was kept aside is shown. */
export const nextVersion = ({ runId, aside }: Pick<ReadingRecord, 'runId' | 'aside'>) => ({
  isSigned: false,
  signedAs: undefined,
  wasRefused: false,
  runId: aside ?? runId,
  aside: undefined,
});

/** What is noted of a run. */
export type RunNote = Partial<Pick<ReadingRecord, 'runId' | 'aside' | 'begun'>>;

/**
 * What was signed keeps its cells: a run that ends meanwhile is kept aside, and stays so while signed versions are opened
 * with theirs.
 */
export function runNoted(reading: Signing & Pick<ReadingRecord, 'runId' | 'aside'>, run: RunNote): RunNote {
  const { runId } = run;
  if (runId === undefined) return run;
  if (isAside(reading, runId)) return { ...run, runId: reading.runId, aside: runId };
  const isKept = reading.isSigned && reading.aside !== runId;
  return { ...run, aside: isKept ? reading.aside : undefined };
}

/** Whether the run is not that of the signed version on screen. */
export const isAside = (reading: Signing, runId: string): boolean =>
  reading.isSigned && versionOnScreen(reading)?.runId !== runId;

/** Whether the same version is on screen, of as many. */
export const isSameStanding = (a: Signing, b: Signing): boolean =>
  a.isSigned === b.isSigned && a.signedAs === b.signedAs && a.signed.length === b.signed.length;

/** The signed version on screen, which need not be the newest; undefined while the reading is not signed. */
export function versionOnScreen({ isSigned, signed, signedAs }: Signing): SignedReading | undefined {
  if (!isSigned) return undefined;
  return signedAs === undefined ? signed.at(-1) : signed.find(({ seal }) => seal === signedAs);
}

/** Whether the version on screen outlasts the page; undefined while the reading is not signed. */
export function keepingOf(state: ReadingState): 'stored' | 'storing' | 'not stored' | undefined {
  const version = versionOnScreen(state);
  if (!version) return undefined;
  if (state.storedSeals.includes(version.seal)) return 'stored';
  return state.draft.kind === 'failed' ? 'not stored' : 'storing';
}

export const sealsOf = ({ signed }: Signing): readonly string[] => signed.map(({ seal }) => seal);

export const isSameReading = (one: Reading, other: Reading): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

/** Nothing but the marker was chosen. */
export const isUntouched = (reading: Reading): boolean => isSameReading(reading, newReading(reading.preset));

export const closedState = (preset: PresetName): ReadingState => ({
  key: undefined,
  reading: newReading(preset),
  isSigned: false,
  signed: [],
  signedAs: undefined,
  runId: undefined,
  aside: undefined,
  begun: undefined,
  canUndo: false,
  canRedo: false,
  draft: { kind: 'none' },
  storedSeals: [],
  wasRefused: false,
  wasChangedElsewhere: false,
  offered: undefined,
});
