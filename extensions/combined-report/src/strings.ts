import type { ContextFields } from '@timescope/core/report/contextFields';
import type { ResultKind } from '@timescope/core/report/resultGroups';

/** Every text of the tools round the report; the report's own words are core/report/strings. */
export const strings = {
  panelLabel: 'Report',
  page: 'TIME Report',
  studies: 'Study list',
  studiesTitle: 'Back to the list of studies',

  looking: 'Looking for the results of this patient in the archive',
  reading: 'Reading the stored results',
  studyMissing: 'The archive does not have this study.',
  studyMissingNext: 'Go back to the study list and open another one.',
  noStudy: 'The address of this page names no study. Open the report from the study list.',
  failed: (reason: string) => `The report could not be made (${reason}). Reload the page.`,
  none: 'No TIMEscope result of this patient is stored yet.',
  noneNext: (studies: number) =>
    `${studies === 1 ? 'One study has' : `${studies} studies have`} this patient ID. Open the CT or the slide, measure, save, and come back.`,

  whoTitle: 'Which patient is meant?',
  who: 'The archive holds results under this patient ID that do not surely belong to one person. They are never mixed; choose one.',
  whoOpened: (opened: string) => `The opened study is of ${opened}.`,
  whoOnly: (found: string) =>
    `The results under this patient ID are of ${found}. They do not surely belong to one person. Whose report?`,
  whoNameless: 'a patient without a name',
  whoBornOn: (date: string) => `born ${date}`,
  whoOfSex: (sex: string) => `sex ${sex}`,
  whoIssuedBy: (issuer: string) => `ID issued by ${issuer}`,
  whoNobody: 'None of them: back to the study list',
  whoNotThis: 'Not this person: back to the study list',
  whoOne: 'This person',
  whoAgain: 'Another person has this ID, too',
  whoName: 'Name',
  whoId: 'Patient ID',
  whoIssuer: 'Issued by',
  whoBorn: 'Born',
  whoSex: 'Sex',
  whoResults: 'Stored results',
  notSaid: 'not said',

  from: (item: string, report: string) => `Content item ${item} of the stored report ${report}`,
  pictureOnItsWay: 'The picture is being made.',
  noPicture: (reason: string) => `No picture: ${reason}`,
  noPictures: (reason: string) => `The pictures could not be made (${reason}).`,

  takeBack: 'Take back',
  amendTo: (row: string) => `${row} is`,
  reasonOf: {
    amended: (row: string) => `Why ${row} is amended`,
    rejected: (row: string) => `Why ${row} is rejected`,
  },
  classNames: { high: 'high', low: 'low' },
  nameFirst: 'Enter your name to accept, amend or reject.',
  decisionsGone:
    'Decisions were made on other results than are shown now and are left out. Decide again on those that are shown.',

  resultsTitle: 'Results shown',
  kinds: { ct: 'CT', immune: 'Immune indices', slide: 'Slide', report: 'Report' } satisfies Record<
    ResultKind,
    string
  >,
  missing: (kind: string) => `${kind}: no stored result`,
  version: (number: number) => `version ${number}`,
  signed: 'signed',
  versionOf: (title: string) => `Stored result shown of ${title}`,
  openImages: 'Open images',
  newTab: 'in a new tab',

  contextTitle: 'Clinical context',
  contextHint: 'Typed once; stored with the report.',
  context: {
    t: 'T',
    n: 'N',
    m: 'M',
    msi: 'MSI status',
    specimenDate: 'Specimen taken',
    ctDate: 'CT made',
    neoadjuvant: 'Neoadjuvant therapy',
    remarks: 'Remarks',
  } satisfies Record<keyof ContextFields, string>,
  tnmExample: { t: 'e.g. cT3', n: 'e.g. cN1', m: 'e.g. cM0' },
  notGiven: 'not given',
  msi: ['MSS', 'MSI-L', 'MSI-H', 'pMMR', 'dMMR'],
  neoadjuvant: ['none', 'given before CT', 'given between CT and specimen'],

  saveTitle: 'Store',
  saveAfterFetching: 'Wait until the other results are there.',
  saveAfterOpening: 'There is no report to store.',
  saveNeedsName: 'Enter your name to store the report.',
  saveAfterPictures: 'Wait until the pictures are made.',
  storedReports: 'Stored reports of this patient',
  noStoredReport: 'none yet',
  storedReport: (number: number, at: string, reader: string) => `Version ${number}, ${at}, by ${reader}`,
  unnamed: 'a reader who is not named',
  onScreen: 'on screen',
  openStored: 'Open',
  openStoredNamed: (number: number) => `Open version ${number}`,
  leftBehind: 'This browser keeps entries that were made before the newest report was stored.',
  bringBack: 'Bring them back',

  filesTitle: 'Copies',
  pdf: { A4: 'PDF, A4', Letter: 'PDF, Letter' },
  fhir: 'FHIR R4 (JSON)',
  copyText: 'Copy as plain text',
  copied: 'Copied.',
  copyFailed: 'The browser does not let the page write to the clipboard. Use the PDF instead.',
  writing: 'Writing the file',
  written: (name: string) => `${name} is written.`,
  notWritten: (reason: string) => `The file could not be written (${reason}).`,

  openReport: 'Open the report of this patient',
  panelHint: 'One page of the CT and slide results of this patient, as stored in the archive.',
} as const;
