import type { PredictedClass, Target } from '../../result/predictionResult';
import type { SaidDecision, Side } from '../conclusionParts';
import type { ReportSource } from '../reportDocument';
import { because, by, bySides, decision, names, resultName, scoreName, specimenAfterCt } from './sentences';
import { classes, targets } from './words';

/** What a reader must know beside the conclusion. */
export const flags = {
  agreement: (agree: number, of: number, onlyByReader: number) =>
    of === 0
      ? 'Agreement: nothing to compare.'
      : `Agreement: ${agree} of ${of} compared items are concordant${
          onlyByReader === 0 ? '' : `, ${onlyByReader} of them only by the class that a reader gave`
        }.`,
  joined: (issuer: string) =>
    `Results that name no issuer of the patient ID stand beside those issued by ${issuer}: a reader said that they are of one person.`,
  demonstrationUsed: (all: readonly Target[]) =>
    `CT, ${names(all)}: demonstration weights, no clinical meaning.`,
  demonstrationLeft: (all: readonly Target[]) =>
    `CT, ${names(all)}: predicted by networks trained on generated data only; left out of conclusion and agreement.`,
  nearThreshold: (target: Target, probability: string, threshold: string) =>
    `CT, ${targets[target]}: the probability ${probability} is within 0.05 of the threshold ${threshold}.`,
  nearCutoff: (ratio: string) => `Tissue, TSR: the ratio ${ratio} is within 0.05 of the cut-off 0.5.`,
  timeDisagrees: (direct: PredictedClass, derived: PredictedClass) =>
    `CT, TIME: ${classes[direct]} by its own network, ${classes[derived]} by the count of TSR, TILs and IS.`,
  tissueTimeCounts: (part: Target, counted: PredictedClass, shown: PredictedClass, readBy: string) =>
    `Tissue, TIME: it counts ${targets[part]} as ${classes[counted]}${readBy === '' ? '' : ` (${readBy})`}, the row of ${targets[part]} shows ${classes[shown]}.`,
  timeOfNetworks: "CT, TIME: the count is of the networks' classes, not of the reader's.",
  otherSlide: (marker: string) =>
    `Immune indices: computed from another ${marker} slide than the one that is shown.`,
  otherScores: (slide: string) =>
    `${slide}: the immune indices were not computed from the scores that are shown.`,
  lowCoverage: (slide: string, share: string) =>
    `${slide}: tissue analysed / tissue asked for is ${share}, below 0.95.`,
  overridden: (slide: string, score: string, measured: string, signed: string, reason: string) =>
    `${slide}: the reader signed ${scoreName(score)} as ${signed} in place of the measured ${measured}${because(reason)}.`,
  decided: (made: SaidDecision) => `${decision(made)}.`,
  /** What this report does with a decision that was stored with the CT. */
  decidedInCt: (made: SaidDecision, own: SaidDecision['made']) => {
    const who = by(own.reader);
    const after =
      own.kind !== 'accepted'
        ? `The decision of ${who} in this report stands in its place.`
        : made.made.kind === 'amended'
          ? `Accepted so in this report by ${who}.`
          : `What ${who} accepted in this report is not the prediction.`;
    return `${decision(made)}. ${after}`;
  },
  decisionsGone:
    'Decisions of the report saved last are left out: they were made on another CT or immune result, or a result is gone.',
  laterVersion: (of: string, shown: number, newest: number) =>
    `${of}: version ${shown} is shown; version ${newest} is stored too.`,
  laterTwin: (of: string, shown: number, savedAt: string) =>
    `${of}: version ${shown} is shown; another version ${shown}, saved later (${savedAt}), is stored too.`,
  earlierVersions: (of: string, shown: number) =>
    `${of}: version ${shown} is shown; earlier ones are stored too.`,
  otherReader: (of: string, shown: string, other: string) =>
    `${of}: the result of ${by(shown)} is shown; one of ${by(other)} is stored too.`,
  otherResult: (kind: ReportSource['kind'], title: string, date: string) =>
    `${resultName(kind, title)}${savedOn(date)}: another result that is stored and not shown.`,
  leftOut: (kind: ReportSource['kind'], title: string, date: string) =>
    `${resultName(kind, title)}${savedOn(date)}: left out of this report.`,
  domain: (message: string) => `CT: ${message}`,
  therapyBetween: 'Neoadjuvant therapy was given between CT and specimen.',
  therapyBefore: 'Neoadjuvant therapy was given before the CT.',
  farApart: (days: number, isByScan: boolean) =>
    `CT and specimen lie far apart: ${specimenAfterCt(days)}${isByScan ? ', by the date of the scan of the slide' : ''}.`,
  earlierTissue: (day: string, first: string, specimen: string) =>
    `The tissue result is of the slides of ${day}; there are slides of ${first} too, and "CT to specimen" is counted to ${specimen}.`,
  notBetween:
    'Check the dates: the specimen is not after the CT, and therapy is typed as given between the two.',
  scannedBefore: (slide: string, specimen: string) =>
    `Check the dates: ${slide} was scanned before the specimen was taken as typed (${specimen}).`,
  longBeforeScan: (specimen: string, days: number) =>
    `Check the dates: the specimen was taken as typed (${specimen}) ${days} days before the first slide was scanned.`,
  otherCtDate: (typed: string, study: string) =>
    `Check the dates: the CT was made on ${typed} as typed, and its study is of ${study}.`,
};

const savedOn = (date: string): string => (date === '' ? '' : `, saved ${date}`);

/** What was not assessed, and why. */
export const missing = {
  side: (side: Side, target: Target, text: string, why: string) =>
    `${bySides(target, [side])}: ${text}${because(why)}`,
  rejected: (target: Target, reader: string) => `${targets[target]}: rejected by ${by(reader)}.`,
  rejectedPrediction: (target: Target, reader: string) =>
    `${bySides(target, ['ct'])}: rejected by ${by(reader)}.`,
};
