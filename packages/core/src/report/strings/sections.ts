import type { Target } from '../../result/predictionResult';
import type { ContextFields } from '../contextFields';
import { readableMoment } from '../readableMoment';
import { because, by, scoreName, specimenAfterCt } from './sentences';
import { targets } from './words';

/** Labels of the rows, what stands beside their values, captions and notes, part by part. */
export const sections = {
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
    slidesOf: 'Slides of',
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

  ct: {
    region: 'Outlined region',
    sliceNumber: 'Slice of the prediction',
    inSeries: 'Instance Number in its series',
    slicePosition: 'Position of the slice',
    alongZ: "on the patient's z axis",
    sliceUid: 'Image of the slice (UID)',
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
    title: (date: string) => `Tissue: CD3 and CD8${date === '' ? '' : `, ${date}`}`,
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
    fromTo: (earlier: string, later: string, on: string) =>
      `from ${earlier} to ${later}${on === '' ? '' : `, both on ${on}`}`,
    valueOn: (value: string, outOf: number | undefined, date: string, on: string) =>
      `${value}${outOf === undefined ? '' : ` of ${outOf}`} on ${date}${on === '' ? '' : `, by ${on}`}`,
    notMeasured: 'not measured',
    bothMissing: 'Neither of the two has a value.',
    otherStain: 'No difference is given: the two were measured on different stains.',
    otherRatio: 'No difference is given: the two count different tumour-stroma ratios.',
    immune: 'the immune indices',
    ofDay: (what: string, date: string) => `${what}, ${date}`,
    otherCohort: 'No difference is given: the two were compared with different reference cohorts.',
    otherMethod: 'The two were not measured in the same way, so the change may be that of the method.',
    plotTitle: 'H-score of two slides',
    hScoreAxis: 'H-score',
    plot: (marker: string) => `H-score of ${marker} at both dates.`,
    plotAlternative: (lines: readonly string[]) =>
      `Lines from the first to the second date: ${lines.join('; ')}.`,
    byScan: 'The dates are those of the scans; when the tissue was taken is not stored with the slides.',
    between: (marker: string, dates: readonly string[]) =>
      `Not compared: ${marker} of ${dates.join(', ')}, between the two.`,
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
    days: specimenAfterCt,
    byScan: 'by the date of the scan of the slide',
    noInterval: 'It needs the dates of both.',
    neoadjuvant: 'Neoadjuvant therapy',
    remarks: 'Remarks',
    tnm: 'TNM, eighth edition, as typed by the reader',
    typed: 'as typed by the reader',
    fromStudy: 'date of the study',
    fromScan: 'date of the scan of the first slide',
    /** As a reader typed them. */
    options: {
      ...{ MSS: 'MSS', 'MSI-L': 'MSI-L', 'MSI-H': 'MSI-H', pMMR: 'pMMR', dMMR: 'dMMR' },
      none: 'none',
      'given before CT': 'given before CT',
      'given between CT and specimen': 'given between CT and specimen',
    } satisfies Record<Exclude<ContextFields['msi'] | ContextFields['neoadjuvant'], ''>, string>,
  },

  limits: {
    general: [
      'TSR, TILs, IS and TIME by CT are predictions of networks; they do not replace the examination of tissue.',
      'A high TIME counts high TSR, TILs and IS alike; its parts stand beside it and may point in different directions.',
    ],
    noPair: 'No two slides of one marker and two dates: changes are not assessed.',
    sameDate: (marker: string) =>
      `${marker}: more than one slide scanned on one date; changes are not assessed, since it is open which belong together.`,
    remark: (of: readonly string[], message: string) => `${of.join('; ')}: ${message}`,
  },

  provenance: {
    network: (target: Target) => `Network, ${targets[target]}`,
    sha256: (hash: string) => `SHA-256 ${hash}`,
    cohort: 'Reference cohort',
    cohortPatients: 'Patients of the reference cohort',
    cohortHash: (hash: string) => `hash ${hash}`,
    resultHash: (hash: string) => `hash ${hash}`,
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
    localTimes: 'Times without a zone are local times of where they were saved.',
  },
};
