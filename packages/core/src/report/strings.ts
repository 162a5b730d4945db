/* eslint-disable max-lines -- a table: one file is one language */
import type { PredictedClass, Target } from '../result/predictionResult';
import type { ConclusionParts, SaidClass } from './conclusionParts';
import { readableMoment } from './readableMoment';
import { readableName } from './readableName';
import type { Agreement, ReportSource, RowDecision } from './reportDocument';

const targets: Readonly<Record<Target, string>> = { tsr: 'TSR', tils: 'TILs', is: 'IS', time: 'TIME' };
const names = (all: readonly Target[]): string => listed(all.map(target => targets[target]));
const kinds: Readonly<Record<ReportSource['kind'], string>> = {
  ct: 'CT',
  slide: 'Slide',
  immune: 'Immune indices',
};

function listed(all: readonly string[]): string {
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}

const classes = (all: readonly SaidClass[]): string =>
  listed(all.map(each => `${targets[each.target]} ${each.class}`));

/** One sentence; no word of it says more than what was measured or decided. */
function conclusion({ tissue, ct, agree, differ, demonstrationPatient }: ConclusionParts): string {
  const said = [
    ...saidOf(tissue, 'tissue shows', 'for tissue'),
    ...saidOf(ct, 'CT predicts', 'for CT'),
    comparison(tissue.length > 0, ct.length > 0, agree, differ),
  ].join('; ');
  const sentence = demonstrationPatient
    ? `Demonstration: ${said}`
    : said.slice(0, 1).toUpperCase() + said.slice(1);
  return `${sentence}.`;
}

function saidOf(all: readonly SaidClass[], shows: string, whereFor: string): readonly string[] {
  const [measured, given] = (['measured', 'reader'] as const).map(whose =>
    classes(all.filter(each => each.by === whose)),
  );
  return [
    ...(measured ? [`${shows} ${measured}`] : []),
    ...(given ? [`the reader gives ${given} ${whereFor}`] : []),
  ];
}

function comparison(
  hasTissue: boolean,
  hasCt: boolean,
  agree: readonly Target[],
  differ: readonly Target[],
): string {
  if (!hasTissue && !hasCt) return 'neither tissue nor CT gives a class of TSR, TILs, IS or TIME';
  if (!hasCt) return 'there is no CT prediction to compare with';
  if (!hasTissue) return 'there is no tissue result to compare with';
  if (agree.length + differ.length === 0) return 'CT and tissue have no item in common';
  const said = [
    ...(agree.length > 0 ? [`agree in ${names(agree)}`] : []),
    ...(differ.length > 0 ? [`differ in ${names(differ)}`] : []),
  ];
  return `CT and tissue ${said.join(' and ')}`;
}

const by = (reader: string): string => (reader === '' ? 'a reader who is not named' : readableName(reader));
const because = (reason: string): string => (reason === '' ? '' : `: ${reason}`);

function decision({ kind, reader, at, reason, class: given }: RowDecision): string {
  const to = kind === 'amended' && given ? ` to ${given}` : '';
  return `${kind}${to} by ${by(reader)}, ${readableMoment(at)}${because(reason)}`;
}

const scores: Readonly<Record<string, string>> = {
  ...{
    hScore: 'H-score',
    percentPositive: 'positive cells',
    ki67Index: 'Ki-67 index',
    allred: 'Allred score',
  },
  ...{ hScorePixels: 'H-score by pixels', tps: 'TPS', cps: 'CPS', her2: 'HER2' },
};
const parts: Readonly<Record<string, string>> = { whole: 'whole area', tumour: 'tumour', stroma: 'stroma' };

/** A score by its path in the result, as `hScore.whole`; paths without words stay as they are. */
const scoreName = (path: string): string =>
  path
    .split('.')
    .map(name => scores[name] ?? parts[name] ?? name)
    .join(', ');

/** Every English word of the report, and how its sentences are put together: another language is another such file. */
export const reportStrings = {
  title: 'Combined report: CT and tissue',
  page: (number: number, of: number) => `Page ${number} of ${of}`,
  continued: (title: string) => `${title} (continued)`,
  noPicture: (because: string) => `No picture: ${because}`,
  noImages: 'The images were not given.',
  notAssessed: 'not assessed',
  notEvaluable: 'not evaluable',
  notGiven: 'not given',
  noReason: 'The stored result gives no reason.',
  notSaid: 'The stored result does not say.',
  noCt: 'No stored CT prediction was chosen.',
  noImmune: 'No stored result of the CD3 and CD8 slides was chosen.',
  noSlide: 'No stored slide was chosen.',
  noNetwork: 'No network of this item ran.',
  targets,
  kinds,
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
  decision,
  noDecision: 'none',
  agreement: {
    concordant: 'concordant',
    discordant: 'discordant',
    'not comparable': 'not comparable',
  } satisfies Record<Agreement, string>,
  demonstrationWeights: 'demonstration weights, no clinical meaning',
  demonstrationPatient: 'Demonstration patient: generated data, of no person.',

  patient: {
    name: 'Name',
    id: 'Patient ID',
    issuer: (issuer: string) => `issued by ${issuer}`,
    birthDate: 'Date of birth',
    sex: 'Sex',
    sexes: { F: 'female', M: 'male', O: 'other' } as Readonly<Record<string, string>>,
    accessions: 'Accession numbers',
    ctDate: 'Date of the CT',
    slideDates: 'Dates of the slides',
    madeAt: 'Report made',
  },

  compared: {
    probability: 'Probability of "high"',
    threshold: 'Threshold',
    class: 'Class',
    auc: 'AUC of these weights',
    noAuc: 'The stored result names no AUC of these weights.',
    derivedCount: 'High among TSR, TILs and IS',
    derivedClass: 'Class by that count',
    ofThree: 'of 3; high from 2 on',
    note: 'Note',
    tsr: 'Stroma / (stroma + tumour)',
    tils: 'Grade of the lymphocytes',
    is: 'Immune score',
    time: 'High among TSR, TILs and IS',
    tsrOn: (on: string) => `${on}; high above 0.5`.replace(/^; /, ''),
    tilsOf: '0 to 3, judged; high from 2 on',
    isOf: '0 to 4; high above 2',
  },

  /** Why two classes are not compared, or what was compared. */
  notComparable: {
    readersClass: 'Compared with the class that the reader gave.',
    demonstration: 'The prediction comes from demonstration weights.',
    rejected: 'The reader rejected it.',
    noCt: 'There is no CT class.',
    noTissue: 'There is no tissue class.',
    neither: 'There is neither a CT nor a tissue class.',
  },

  flags: {
    agreement: (agree: number, of: number) =>
      of === 0
        ? 'Agreement: nothing to compare.'
        : `Agreement: ${agree} of ${of} compared items are concordant.`,
    demonstrationUsed: (all: readonly Target[]) =>
      `CT, ${names(all)}: demonstration weights, no clinical meaning.`,
    demonstrationLeft: (all: readonly Target[]) =>
      `CT, ${names(all)}: predicted by networks trained on generated data only; left out of conclusion and agreement.`,
    nearThreshold: (target: Target, probability: string, threshold: string) =>
      `CT, ${targets[target]}: the probability ${probability} is within 0.05 of the threshold ${threshold}.`,
    nearCutoff: (ratio: string) => `Tissue, TSR: the ratio ${ratio} is within 0.05 of the cut-off 0.5.`,
    timeDisagrees: (direct: PredictedClass, derived: PredictedClass) =>
      `CT, TIME: ${direct} by its own network, ${derived} by the count of TSR, TILs and IS.`,
    tissueTimeCounts: (part: Target, counted: PredictedClass, shown: PredictedClass, readBy: string) =>
      `Tissue, TIME: it counts ${targets[part]} as ${counted}${readBy === '' ? '' : ` (${readBy})`}, the row of ${targets[part]} shows ${shown}.`,
    timeOfNetworks: "CT, TIME: the count is of the networks' classes, not of the reader's.",
    lowCoverage: (slide: string, percent: string) =>
      `${slide}: only ${percent} % of the tissue could be analysed.`,
    overridden: (slide: string, score: string, measured: string, signed: string, reason: string) =>
      `${slide}: the reader signed ${scoreName(score)} as ${signed} in place of the measured ${measured}${because(reason)}.`,
    decided: (made: RowDecision) => `${targets[made.target]}: ${decision(made)}.`,
    laterVersion: (of: string, shown: number, newest: number) =>
      `${of}: version ${shown} is shown; version ${newest} is stored too.`,
    laterTwin: (of: string, shown: number, savedAt: string) =>
      `${of}: version ${shown} is shown; another version ${shown}, saved later (${savedAt}), is stored too.`,
    earlierVersions: (of: string, shown: number) =>
      `${of}: version ${shown} is shown; earlier ones are stored too.`,
    otherReader: (of: string, shown: string, other: string) =>
      `${of}: the result of ${by(shown)} is shown; one of ${by(other)} is stored too.`,
    otherResult: (kind: ReportSource['kind'], title: string, date: string) =>
      `${kinds[kind]}: another result is stored and not shown (${title}${date === '' ? '' : `, saved ${date}`}).`,
    domain: (message: string) => `CT: ${message}`,
    therapyBetween: 'Neoadjuvant therapy was given between CT and specimen.',
    therapyBefore: 'Neoadjuvant therapy was given before the CT.',
    farApart: (days: number) => `CT and specimen are ${days} days apart.`,
  },

  missing: {
    ct: 'CT prediction: no stored result was chosen.',
    immune: 'Tissue classes: no stored result of the CD3 and CD8 slides was chosen.',
    slides: 'Slides: no stored result was chosen.',
    side: (side: 'CT' | 'tissue', target: Target, text: string, why: string) =>
      `${targets[target]} by ${side}: ${text}${because(why)}`,
    rejected: (target: Target, reader: string) => `${targets[target]}: rejected by ${by(reader)}.`,
    rejectedPrediction: (target: Target, reader: string) =>
      `${targets[target]} by CT: rejected by ${by(reader)}.`,
  },

  ct: {
    region: 'Outlined region',
    area: 'Area on the slice',
    volume: 'Volume',
    longAxis: 'Long axis on the slice',
    shortAxis: 'Short axis on the slice',
    meanHu: 'Mean attenuation on the slice',
    reader: 'Outlined and saved by',
    ofRegion: 'of the whole region',
    outline: 'Slice of the prediction with the outline.',
    outlineAlternative: (region: string) => `Axial CT slice with the outline of ${region}.`,
    heat: (target: Target) => `The same slice with the heat map (Grad-CAM, coarse) of ${targets[target]}.`,
    heatAlternative: (target: Target) =>
      `The same CT slice; colours show where the network for ${targets[target]} looked.`,
  },

  immune: {
    everything: 'Densities, percentiles, scores',
    density: (marker: string, place: string) => `${marker}-positive cells in ${place}`,
    percentile: (marker: string, place: string) => `${marker} in ${place}, percentile`,
    area: (marker: string, place: string) => `${marker} slide, area of ${place}`,
    places: { stroma: 'stroma', tumour: 'tumour' },
    inReference: (name: string) => `place in the reference cohort ${name}`,
    noReference: 'The stored result names no reference cohort.',
    stromaImmune: 'Stroma-immune score',
    intraepithelialImmune: 'Intraepithelial-immune score',
    group: (group: string) => `mean of two percentiles; group ${group}`,
    noGroup: 'mean of two percentiles',
  },

  slide: {
    title: (marker: string, specimen: string, date: string) =>
      [marker, specimen, date].filter(part => part !== '').join(', '),
    noSlide: 'Slide scores',
    parts: { whole: 'whole area', tumour: 'tumour', stroma: 'stroma' },
    hScore: (part: string) => `H-score, ${part}`,
    ofHScore: '0 to 300, of the evaluated cells there',
    positive: 'Positive cells',
    ofCells: 'of the evaluated cells of the whole area',
    cells: 'Evaluated cells',
    density: (part: string) => `Positive cells per area, ${part}`,
    area: (part: string) => `Area, ${part}`,
    coverage: 'Tissue analysed / tissue asked for',
    signed: 'Signed',
    signedBy: (reader: string, at: string, version: number) =>
      `by ${by(reader)}, ${readableMoment(at)}, signed version ${version}`,
    notSigned: 'not signed',
    overridden: (score: string, signed: string, measured: string, reason: string) =>
      `${scoreName(score)} signed as ${signed} in place of the measured ${measured}${because(reason)}`,
    picture: (marker: string, hasMap: boolean) => `Slide ${marker}${hasMap ? ' with its compartments' : ''}.`,
    pictureAlternative: (marker: string) =>
      `Overview of the ${marker} slide; hatching marks tumour and stroma.`,
  },

  changes: {
    title: (marker: string, from: string, to: string) => `Change of ${marker}, ${from} to ${to}`,
    hScore: (part: string) => `H-score, ${part}`,
    density: (part: string) => `Positive cells per area, ${part}`,
    fromTo: (earlier: string, later: string) => `from ${earlier} to ${later}`,
    oneMissing: 'One of the two slides has no value.',
    plotTitle: 'H-score of two slides',
    hScoreAxis: 'H-score',
    plot: (marker: string) => `H-score of ${marker} at both dates.`,
    plotAlternative: (lines: readonly string[]) =>
      `Lines from the first to the second date: ${lines.join('; ')}.`,
    line: (part: string, earlier: string, later: string) => `${part} ${earlier} to ${later}`,
  },

  context: {
    t: 'T',
    n: 'N',
    m: 'M',
    msi: 'Microsatellite status',
    specimenDate: 'Specimen taken',
    ctDate: 'CT made',
    interval: 'CT to specimen',
    days: (days: number) => (Math.abs(days) === 1 ? `${days} day` : `${days} days`),
    noInterval: 'It needs the dates of both.',
    neoadjuvant: 'Neoadjuvant therapy',
    remarks: 'Remarks',
    tnm: 'TNM, eighth edition, as typed by the reader',
    typed: 'as typed by the reader',
    fromStudy: 'date of the study',
  },

  limits: {
    general: [
      'TSR, TILs, IS and TIME by CT are predictions of networks; they do not replace the examination of tissue.',
      'A high TIME counts high TSR, TILs and IS alike; its parts stand beside it and may point in different directions.',
    ],
    noPair: 'No two slides of one marker and two dates: changes are not assessed.',
    sameDate: (marker: string) =>
      `${marker}: more than one slide of one date; changes are not assessed, since it is open which belong together.`,
    remark: (of: readonly string[], message: string) => `${of.join('; ')}: ${message}`,
  },

  provenance: {
    network: (target: Target) => `Network, ${targets[target]}`,
    sha256: (hash: string) => `SHA-256 ${hash}`,
    cohort: 'Reference cohort',
    cohortPatients: 'Patients of the reference cohort',
    cohortHash: (hash: string) => `hash ${hash}`,
    stored: (of: string) => `Stored result: ${of}`,
    storedAs: (version: number, at: string, reader: string, software: string) =>
      [
        `version ${version}`,
        `saved ${readableMoment(at)}${reader === '' ? '' : ` by ${by(reader)}`}`,
        software,
      ]
        .filter(part => part !== '')
        .join(', '),
    decision: (target: Target) => `Decision, ${targets[target]}`,
    reportBy: 'Report made by',
    command: 'the command line, no reader',
    software: 'Software',
  },
} as const;
