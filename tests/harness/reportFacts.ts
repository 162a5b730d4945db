import type { PredictedClass, Target } from '@timescope/core/result/predictionResult';
import { NO_CONTEXT } from '@timescope/core/report/contextFields';
import type { ReportSource, RowDecision } from '@timescope/core/report/reportDocument';
import type {
  CtFacts,
  CtTargetFacts,
  Fact,
  ImmuneFacts,
  ReportFacts,
  SlideFacts,
  StoredHeader,
} from '@timescope/core/report/reportFacts';

/** Facts as they would be read from stored reports, for tests of the rules that follow from them. */

const from = (report: string) => ({ report, item: '1.1' });
export const said = <Value>(value: Value, report = '1.2.3'): Fact<Value> => ({ value, source: from(report) });
export const notEvaluable = (reason: string): Fact<never> => ({
  notEvaluable: reason,
  source: from('1.2.3'),
});

const header = (kind: ReportSource['kind'], title: string, uid: string): StoredHeader => ({
  source: {
    kind,
    title,
    version: 1,
    savedAt: '2026-11-20T10:00:00',
    reader: 'Lund^Anna',
    studyInstanceUid: `${uid}.1`,
    seriesInstanceUid: `${uid}.2`,
    sopClassUid: '1.2.840.10008.5.1.4.1.1.88.34',
    sopInstanceUid: uid,
  },
  studyDate: '20261101',
  accession: 'A-1',
  warnings: [],
  software: 'TIMEscope 1.0',
});

/** Probability, threshold, and what else is said of a network. */
type Network = readonly [probability: number, threshold: number, more?: Partial<CtTargetFacts>];

export function ctWith(
  networks: Readonly<Partial<Record<Target, Network>>>,
  more: Partial<CtFacts> = {},
): CtFacts {
  const targets = Object.fromEntries(
    Object.entries(networks).map(([target, [probability, threshold, own]]) => [
      target,
      {
        probability: said(probability),
        threshold: said(threshold),
        thresholdSource: 'Youden index',
        class: said<PredictedClass>(probability >= threshold ? 'high' : 'low'),
        model: `net-${target} 1.0`,
        modelSha256: 'ab'.repeat(32),
        demonstration: false,
        auc: undefined,
        map: undefined,
        ...own,
      },
    ]),
  );
  return {
    ...header('ct', 'TIMEscope CT: prediction / Tumour', '1.2.3'),
    roiLabel: 'Tumour',
    areaMm2: said(812.4),
    volumeMm3: said(20123.6),
    longAxisMm: said(41.3),
    shortAxisMm: said(27),
    meanHu: said(38.2),
    slice: {
      ...{ sopInstanceUid: '1.2.3.4', seriesInstanceUid: '1.2.3.5', source: from('1.2.3') },
      ...{ number: said(41), zMm: said(-212.5) },
    },
    segment: { sopInstanceUid: '1.2.3.6', seriesInstanceUid: '1.2.3.7', segment: 1, frame: 2 },
    targets,
    derivedTime: undefined,
    derivedTimeClass: undefined,
    decisions: [],
    ...more,
  };
}

/** A number, or why there is none. */
type Measured = number | string | undefined;

const measured = (value: Measured): Fact<number> =>
  typeof value === 'string' ? notEvaluable(value) : value === undefined ? undefined : said(value);

const classFrom = (value: Measured, isHigh: (value: number) => boolean): Fact<PredictedClass> =>
  typeof value === 'number' ? said(isHigh(value) ? 'high' : 'low') : undefined;

export function immuneWith(
  { tsr, tils, is, time }: Readonly<Partial<Record<Target, Measured>>>,
  more: Partial<ImmuneFacts> = {},
): ImmuneFacts {
  const places = { stroma: said(100), tumour: said(50) };
  return {
    ...header('immune', 'TIMEscope immune: indices', '1.2.4'),
    tsr: measured(tsr),
    tsrOn: 'CD3 and CD8',
    tilGrade: measured(tils),
    immuneScore: measured(is),
    time: measured(time),
    classes: {
      tsr: classFrom(tsr, value => value > 0.5),
      tils: classFrom(tils, value => value >= 2),
      is: classFrom(is, value => value > 2),
      time: classFrom(time, value => value >= 2),
    },
    timeParts: {},
    ratioReadBy: '',
    stromaImmuneScore: said(61.5),
    stromaImmuneGroup: 'intermediate',
    intraepithelialImmuneScore: said(70),
    intraepithelialImmuneGroup: 'high',
    densityPerMm2: { cd3: places, cd8: places },
    areaMm2: { cd3: places, cd8: places },
    method: 'drawn',
    resultHash: 'ab'.repeat(32),
    measured: [],
    percentile: { cd3: places, cd8: places },
    reference: { name: 'Site A', patients: said(120), hash: 'cd'.repeat(32) },
    ...more,
  };
}

export function slideWith(marker: string, takenOn: string, more: Partial<SlideFacts> = {}): SlideFacts {
  const uid = `1.2.5.${marker.length}.${takenOn === '' ? 0 : takenOn}`;
  return {
    ...header('slide', `TIMEscope ${marker}: scores / Whole area`, uid),
    marker,
    specimen: 'S26-1',
    takenOn,
    cells: said(5000, uid),
    percentPositive: said(23.4, uid),
    coverage: said(0.99, uid),
    hScore: { whole: said(80, uid), tumour: said(120, uid), stroma: said(40, uid) },
    positivePerMm2: { whole: said(300, uid), tumour: said(200, uid), stroma: said(400, uid) },
    areaMm2: { whole: said(30, uid), tumour: said(18, uid), stroma: said(12, uid) },
    inputDigest: '',
    scoreHash: '',
    signed: undefined,
    overridden: undefined,
    slideSeriesUid: '1.2.6',
    tissueMap: undefined,
    ...more,
  };
}

export const decided = (
  target: Target,
  kind: RowDecision['kind'],
  more: Partial<RowDecision> = {},
): RowDecision => ({
  target,
  kind,
  reason: kind === 'accepted' ? '' : 'Seen on the slide',
  reader: 'Weiss^Jan',
  at: '2026-11-22T09:30:00',
  ...more,
});

export const patientFacts = (more: Partial<ReportFacts> = {}): ReportFacts => ({
  patient: {
    id: 'P-17',
    issuer: 'HOSPITAL',
    name: 'Berg^Ida',
    birthDate: '19610412',
    sex: 'F',
    synthetic: false,
  },
  ct: undefined,
  immune: undefined,
  earlierImmune: [],
  slides: [],
  notShown: [],
  context: NO_CONTEXT,
  decisions: [],
  ...more,
});
