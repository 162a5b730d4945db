import type { StoredKind } from '@timescope/core/dicomweb/studyResults';

const KINDS: Readonly<Record<StoredKind, string>> = {
  report: 'Report (SR)',
  segmentation: 'Segmentation (SEG)',
  annotations: 'Annotations (ANN)',
  structureSet: 'Contours (RTSTRUCT)',
};

/** Texts of saving results and of the list of those that a study holds. */
export const resultStrings = {
  title: 'Archive',
  holds: (versions: number, others: number) =>
    versions + others === 0
      ? 'no results yet'
      : [
          ...(versions > 0 ? [`${versions} saved here`] : []),
          ...(others > 0 ? [`${others} of other tools`] : []),
        ].join(', '),
  save: 'Save to the archive',
  saveHint: 'Stores the result as DICOM objects in the study, where other viewers find it.',
  writing: 'Writing the objects',
  sending: (name: string) => `Sending: ${name}`,
  stored: (at: string) => `Saved at ${at}, read back and compared`,
  nothingNew: 'Saved. Nothing has changed since.',
  waiting: (reason: string) => `Waiting: ${reason}`,
  waitingHint: 'It is kept in this browser and sent again, also after the page was closed.',
  refused: (reason: string) => `Refused: ${reason}`,
  saveFailed: (reason: string) => `The result could not be saved (${reason}).`,
  keptBefore: (count: number) =>
    `${count} result${count === 1 ? '' : 's'} saved before ${count === 1 ? 'is' : 'are'} not in the archive yet.`,
  sendNow: 'Send now',
  takeOut: 'Delete from this browser',
  takeOutSure: 'Delete it: it is nowhere else',
  keep: 'Keep it',

  ours: 'TIMEscope results of this study',
  others: 'Of other tools',
  none: 'The study holds no results yet.',
  loading: 'Looking for results in the archive',
  failedToList: (reason: string) => `The archive's results could not be listed. ${reason}`,
  saveAfterListing: 'Save when they are: an earlier version may be among them.',
  failed: (reason: string) => `The result could not be opened (${reason}).`,
  notComparable:
    'Opened. It was saved by another build, so whether its objects are as they were saved could not be checked.',
  again: 'Look again',
  version: (number: number) => `Version ${number}`,
  by: (author: string) => `by ${author}`,
  noAuthor: 'no author named',
  noDate: 'no date',
  kinds: KINDS,
  open: 'Open',
  opening: 'Opening',
  replace: 'Replace what is on screen',
  replaceHint: 'What is on screen was not saved.',
  replaceSignedHint: 'What is on screen is signed. That version stays listed.',
  onScreen: 'on screen',
  ofOther: 'of another image',
  show: 'Show',
  hide: 'Hide',
  inViewer: 'The viewer itself shows it: see its list of series.',
} as const;

/** YYYYMMDD[HHMMSS] as a reader writes it; what is no date stays as it is. */
export function dateOf(dicom: string): string {
  const [, year, month, day, hour, minute] =
    /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})\d{2})?/.exec(dicom) ?? [];
  if (year === undefined || month === undefined || day === undefined) return dicom;
  const date = `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
  return hour === undefined || minute === undefined ? date : `${date}, ${hour}:${minute}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Family^Given^Middle` as it is spoken. */
export function personOf(dicom: string): string {
  const [family = '', given = '', middle = ''] = dicom.split('^').map(part => part.trim());
  return [given, middle, family].filter(part => part !== '').join(' ');
}
