import { number } from './number';

/** The cards of a CD3 and a CD8 slide, in Compare. */
export const immune = {
  immuneTitle: 'CD3 and CD8: immune scores',
  immuneMarkers: { cd3: 'CD3+', cd8: 'CD8+' },
  immunePlaces: { stroma: 'Stroma', tumour: 'Tumour epithelium' },
  immuneDensity: (perMm2: number) => `${number(perMm2)}/mm²`,
  immuneCounted: (positive: number, areaMm2: number) => `${number(positive)} in ${number(areaMm2, 3)} mm²`,
  immuneScores: { stroma: 'Stroma-immune score', tumour: 'Intraepithelial-immune score' },
  immuneScore: (score: number) => `${number(score, 1)} %`,
  immuneGroups: { low: 'low', intermediate: 'intermediate', high: 'high' },
  immuneTwo: (group: string) => `of two groups: ${group}`,
  immunePercentiles: (cd3: number, cd8: number) =>
    `Mean of two percentiles: CD3 ${number(cd3, 1)} %, CD8 ${number(cd8, 1)} %`,
  immuneCutoff: (distance: number, cutoff: number, rule: string) =>
    `${number(Math.abs(distance), 1)} ${distance < 0 ? 'below' : 'above'} the cut-off ${number(cutoff, 1)} % (${rule})`,
  immuneNearCutoff: (step: number) =>
    `One patient of the cohort moves the score by about ${number(step, 1)}: the group is not sure.`,
  immuneRatio: 'Tumour-stroma ratio',
  immuneRatioValue: (ratio: number, group: string) => `${number(100 * ratio, 1)} %, ${group}`,
  immuneRatioNote: (on: string) => `Stroma / (stroma + tumour), measured on ${on}; high above 50 %.`,
  immunePlot: (title: string, score: string) => `${title}: this patient, ${score}, among the cohort`,
  immuneSurvival: (title: string) => `${title}: survival of the cohort's groups`,
  immuneOthers: {
    immuneScore: 'Immune score (0 to 4)',
    tils: 'Lymphocytes (TILs, 0 to 3)',
    time: 'TIME (0 to 3)',
  },
  immuneOther: (value: number, group: string) => `${number(value)}, ${group}`,
  immuneCohort: (name: string, n: number, hash: string) =>
    `Reference cohort: ${name}, n = ${number(n)}, SHA-256 ${hash.slice(0, 12)}`,
  immuneSaveTitle: 'Save the immune scores',
  immuneSaveNote: 'They are stored in the study of the CD3 slide, with the numbers of both slides.',
  immuneOpened: (version: number, reader: string, date: string) =>
    `From the archive: immune scores, version ${number(version)}, ${reader}, ${date}`,
  immuneTool: 'saved by a command',
  immuneClose: 'Close',
  immuneNotHere: 'Immune score and TIME need fields and H&E: timescope immune on the command line.',
  cohortTitle: 'Reference cohort',
  cohortRead: 'Open a cohort file…',
  cohortUse: (name: string, n: number) => `Use: ${name} (n = ${number(n)})`,
  cohortForget: 'Without a cohort',
  cohortMissing:
    'No reference cohort is open: densities only. Percentiles and groups need the distribution of your own site; make its file with timescope cohort reference.',
  cohortFacts: (name: string, n: number, date: string) => `${name}, n = ${number(n)}, ${date}`,
  cohortStaining: (staining: string, method: string) => `Staining: ${staining}. Measured: ${method}.`,
  cohortHash: (hash: string) => `SHA-256 ${hash.slice(0, 12)}`,
  cohortNoJson: (name: string, why: string) => `${name} is not a cohort file (${why}).`,
  cohortNoJsonNext: 'Open a file that timescope cohort reference wrote.',
} as const;
