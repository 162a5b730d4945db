import type { Target } from '../result/predictionResult';
import type { Side } from './conclusionParts';
import type { ReportSource } from './reportDocument';
import { flags, missing } from './strings/flags';
import { sections } from './strings/sections';
import { bySides, conclusion, decision, resultName } from './strings/sentences';
import { agreement, classes, kinds, targets } from './strings/words';

/** Every English word of the report, and how its sentences are put together; the folder strings is one language. */
export const reportStrings = {
  /** BCP 47. */
  language: 'en',
  title: 'Combined report: CT and tissue',
  page: (number: number, of: number) => `Page ${number} of ${of}`,
  continued: (title: string) => `${title} (continued)`,
  noPicture: (because: string) => `No picture: ${because}`,
  noImages: 'The images were not given.',
  contentItem: (item: string) => `Content item ${item}`,
  notAssessed: 'not assessed',
  notEvaluable: 'not evaluable',
  notGiven: 'not given',
  noReason: 'The stored result gives no reason.',
  notSaid: 'The stored result does not say.',
  absent: {
    ct: {
      none: 'No stored CT prediction was chosen.',
      leftOut: 'The stored CT prediction was left out of this report.',
    },
    immune: {
      none: 'No stored result of the CD3 and CD8 slides was chosen.',
      leftOut: 'The stored result of the CD3 and CD8 slides was left out of this report.',
    },
    slide: {
      none: 'No stored slide was chosen.',
      leftOut: 'The stored slides were left out of this report.',
    },
  } satisfies Record<ReportSource['kind'], unknown>,
  noNetwork: 'No network of this item ran.',
  targets,
  kinds,
  classes,
  targetNames: {
    tsr: 'TSR, tumour-stroma ratio',
    tils: 'TILs, tumour-infiltrating lymphocytes',
    is: 'IS, immune score',
    time: 'TIME type',
  } satisfies Record<Target, string>,
  headings: {
    patient: 'Patient',
    conclusion: 'Conclusion',
    flags: 'To note',
    notAssessed: 'Not assessed',
    comparison: 'CT prediction beside tissue',
    ct: 'CT',
    immune: 'Tissue: CD3 and CD8',
    changes: 'Change between slides',
    context: 'Clinical context',
    limits: 'Limits',
    provenance: 'Provenance',
    sources: 'Stored results that this report is made of',
  },
  columns: {
    item: 'Item',
    ct: 'CT prediction',
    tissue: 'Tissue result',
    agreement: 'Agreement',
    decision: 'Decision of the reader',
    result: 'Result',
    version: 'Version',
    savedAt: 'Saved',
    reader: 'Reader',
  },
  conclusion,
  resultName,
  /** Whose class of the item: "TILs by CT". */
  by: (target: Target, side: Side) => bySides(target, [side]),
  decided: decision,
  noDecision: 'none',
  agreement,
  demonstrationWeights: 'demonstration weights, no clinical meaning',
  demonstrationPatient: 'Demonstration patient: generated data, of no person.',
  flags,
  missing,
  ...sections,
} as const;
