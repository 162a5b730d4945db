import type { TilProposal } from '../pipeline/immune/tilProposal';
import { inWords } from '@timescope/core/report/inWords';
import { exports } from './exports';
import { number } from './number';

/** The immune indices of a patient's sections. */
export const immune = {
  immuneTitle: 'Immune scores of the patient',
  sectionsLook: 'Find the sections',
  sectionsLooking: 'Looking for the slides of this patient…',
  sectionsHint:
    'Proposed by stain and specimen. Look at each slide, then confirm. CD3 and CD8 slides are measured with tumour and stroma told apart, H&E slides are mapped and read.',
  sectionNames: { cd3: 'CD3', cd8: 'CD8', he: 'H&E' },
  sectionNotTaken: (
    stain: string,
    slides: readonly { readonly studyDate: string | undefined; readonly description: string }[],
  ) =>
    `${stain}: the patient has ${slides
      .map(({ studyDate, description }) => exports.compareSlide(studyDate, description))
      .join(
        ' and ',
      )}, of another specimen or study than the slide on screen, so none is proposed. Choose it only where it is a section of the same tissue.`,
  sectionChosenTwice: (stain: string) => ({
    message: `One slide cannot be of two stains: it is chosen as ${stain} already.`,
    nextStep: `Choose another slide, or none for ${stain} first.`,
  }),
  sectionNone: 'none',
  sectionsDoubtNext:
    'Choose none in place of the slide of the other specimen, or confirm that they belong together.',
  sectionsConfirm: 'Use these slides',
  sectionsConfirmed: 'Confirmed',
  sectionsSame: 'They are sections of one specimen',
  immuneMissing: {
    cd3: 'The CD3 slide is not measured yet by this reader: open it and measure it as CD3.',
    cd8: 'The CD8 slide is not measured yet by this reader: open it and measure it as CD8.',
    he: 'The H&E slide is not read yet by this reader: open it, map its tissue, propose fields.',
  },
  immuneOutdated: {
    cd3: 'Tumour and stroma of the CD3 slide were changed after it was measured: its numbers are of before until it is measured again.',
    cd8: 'Tumour and stroma of the CD8 slide were changed after it was measured: its numbers are of before until it is measured again.',
    he: 'The tissue of the H&E slide was changed after its fields were proposed: its numbers are of before until they are proposed again.',
  },
  lengths: { fieldUm: 'Field, µm', marginUm: 'Invasive margin, µm each side' },
  lengthsOpened: (fieldUm: number, marginUm: number) =>
    `Fields of ${number(fieldUm)} µm, invasive margin of ${number(marginUm)} µm each side.`,
  lengthNotAllowed: (name: string, least: number, most: number, um: number) =>
    `${name}: ${number(least)} to ${number(most)} are allowed; the numbers stay those of ${number(um)}.`,
  lengthsNote: 'Both lengths are set by TIMEscope, not from a paper; a small section needs smaller ones.',
  heNoMarker:
    'The H&E section of this patient: there is no marker to measure. Map its tissue, then read its fields.',
  heStep: 'H&E: stroma and lymphocytes',
  heHint:
    'Map the tissue (tumour and stroma drawn, or trained), correct the map, then propose three fields with tumour on all sides. Read each in steps of 10 %; the greatest counts.',
  hePropose: 'Propose fields',
  heOutdated: 'The tissue map was changed since: propose the fields again.',
  heNeedsMap: 'Map the tissue first.',
  heField: (index: number) => `Field ${index}`,
  heProposed: (ratio: number) => `of its tissue; proposed: ${number(100 * ratio)} %`,
  hePercent: (ratio: number) => `${number(100 * ratio)} %`,
  heRatio: (ratio: number, group: string) =>
    `Read on H&E as for CT predictions: the greatest of three fields, ${number(100 * ratio)} % of its tissue, ${group}. TIME uses this one.`,
  tilGrade: 'Lymphocytes (TILs)',
  tilNone: 'not graded',
  tilGrades: ['0: none', '1: few, scattered', '2: moderate', '3: so many that the tumour is broken up'],
  tilPropose: 'Propose a grade',
  tilGoTo: 'Go to the field',

  tilProposed: ({ grade, lymphocytes, areaMm2, densityPerMm2, epitheliumPerMm2 }: TilProposal) =>
    `Proposed: ${number(grade)}. In the field with most of them ${number(lymphocytes.stroma + lymphocytes.epithelium)} small dark nuclei in ${number(areaMm2.stroma + areaMm2.epithelium, 3)} mm² of tumour and stroma (${number(densityPerMm2)}/mm²), ${number(epitheliumPerMm2)}/mm² of epithelium. The limits are set by TIMEscope, not from a paper.`,
  tilSecond: 'Second reader of the H&E slide',
  tilSecondNote:
    'Grades made under that name in this browser count once you have given yours. Two readers must agree on one grade.',
  tilGradeFirst: 'It counts once you have given your own grade.',
  tilSecondIsYou: 'This is your own name; the second reader is another one.',
  tilSecondUnknown: (name: string) =>
    `No grade of "${name}" for this slide was found in this browser: look how the name is written there. Your own grade counts alone.`,
  tilReaders: (grades: readonly number[]) =>
    `Grades given: ${grades.map(grade => number(grade)).join(' and ')}`,
  sectionOpen: 'Open',
  tilNote: 'By you alone: another reader grades under a name of his own. High from 2.',
  immunePoint: (marker: string, place: string, density: number, cutoff: number, point: number) =>
    `${marker}, ${place}: ${number(density)}/mm², cut-off ${number(cutoff)}/mm²: ${point === 1 ? '1 point' : 'no point'}`,
  immuneFieldPlaces: { centre: 'centre', margin: 'invasive margin' },
  timeComponents: { tsr: 'tumour-stroma ratio', tils: 'lymphocytes', is: 'immune score' },
  timeComponent: (name: string, group: string) => `${name}: ${group}`,
  timeBy: (by: string) => `Ratio: ${by}.`,
  immuneMarkers: { cd3: 'CD3+', cd8: 'CD8+' },
  immunePlaces: { stroma: 'Stroma', tumour: 'Tumour epithelium' },
  immuneDensity: (perMm2: number) => `${number(perMm2)}/mm²`,
  immuneCounted: (positive: number, areaMm2: number) =>
    `${number(positive)} cells in ${number(areaMm2, 3)}\u00a0mm²`,
  immuneRead: (share: number, areaMm2: number) =>
    `${number(100 * share, 1)}\u00a0% of ${number(areaMm2, 3)}\u00a0mm² read`,
  immuneReadHint: 'Coverage: the tissue that was measured of the tissue that was to be measured.',
  inWords,
  immuneScores: { stroma: 'Stroma-immune score', tumour: 'Intraepithelial-immune score' },
  immuneScore: (score: number) => `${number(score, 1)} %`,
  immuneGroups: { low: 'low', intermediate: 'intermediate', high: 'high' },
  immuneTwo: (group: string) => `in two groups: ${group}`,
  immunePercentiles: (cd3: number, cd8: number, n: number) =>
    `Mean of two percentiles among ${number(n)} patients: CD3 ${number(cd3, 1)} %, CD8 ${number(cd8, 1)} %`,
  immuneCutoff: (distance: number, cutoff: number, rule: string) =>
    `${number(Math.abs(distance), 1)} points ${distance < 0 ? 'below' : 'above'} the cut-off ${number(cutoff, 1)} % (${rule})`,
  immuneNearCutoff: (step: number) =>
    `One patient of the cohort moves the score by about ${number(step, 1)} points: the group is not sure.`,
  immuneRatio: 'Tumour-stroma ratio',
  immuneRatioValue: (ratio: number, group: string, digits = 1) =>
    `${number(100 * ratio, digits)} %, ${group}`,
  immuneRatioAreas: (stromaMm2: number, tumourMm2: number) =>
    `${number(stromaMm2, 3)} mm² of stroma in ${number(stromaMm2 + tumourMm2, 3)} mm² of stroma and tumour`,
  immuneRatioWhole: 'Of the whole section: ',
  immuneRatioNote: (on: string) => `Measured on ${on}; high above 50 %.`,
  pictureLarger: 'Show the picture large',
  immunePlot: (title: string, score: string) => `${title}: this patient, ${score}, among the cohort`,
  immuneSurvival: (title: string) => `${title}: survival of the cohort's groups`,
  immuneOthers: {
    immuneScore: 'Immune score',
    tils: 'Lymphocytes (TILs)',
    time: 'TIME',
  },
  immuneOther: {
    immuneScore: (points: number, group: string) => `${number(points)} of 4 points, ${group}`,
    tils: (grade: number, group: string) => `grade ${number(grade)} of 3, ${group}`,
    time: (high: number, group: string) => `${number(high)} of 3, ${group}`,
  },
  immuneCohort: (name: string, n: number, hash: string) =>
    `Reference cohort: ${name}, n = ${number(n)}, SHA-256 ${hash.slice(0, 12)}`,
  immuneSaveTitle: 'Save the immune scores',
  immuneSaveNote: 'They are stored in the study of the first slide, with the numbers of all of them.',
  immuneOpened: (version: number, reader: string, date: string) =>
    `From the archive: immune scores, version ${number(version)}, ${reader}, ${date}`,
  immuneTool: 'saved by a command',
  immuneClose: 'Close',
  cohortTitle: 'Reference cohort',
  cohortRead: 'Open a cohort file…',
  cohortUse: (name: string, n: number) => `Use: ${name} (n = ${number(n)})`,
  cohortForget: 'Without a cohort',
  cohortMissing:
    'No reference cohort is open: densities only. Percentiles and groups need the distribution of your own site; make its file with timescope cohort reference.',
  cohortFacts: (name: string, n: number, date: string) => `${name}, n = ${number(n)}, ${date}`,
  cohortStaining: (staining: string, method: string) =>
    `Staining: ${staining}. Measured: ${inWords(method)}.`,
  cohortHash: (hash: string) => `SHA-256 ${hash.slice(0, 12)}`,
  cohortNoJson: (name: string, why: string) => `${name} is not a cohort file (${why}).`,
  cohortNoJsonNext: 'Open a file that timescope cohort reference wrote.',
} as const;
