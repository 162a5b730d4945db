import type { Command } from './command';

/** Each is read when it is called: the report's fonts and the server would double the start of every other one. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  score: async () => (await import('./commands/score')).score,
  immune: async () => (await import('./commands/immune')).immune,
  predict: async () => (await import('./commands/predict')).predict,
  radiomics: async () => (await import('./commands/radiomics')).radiomics,
  report: async () => (await import('./commands/report')).report,
  interpolate: async () => (await import('./commands/interpolate')).interpolate,
  agree: async () => (await import('./commands/agree')).agree,
  cohort: async () => (await import('./commands/cohort')).cohort,
  patches: async () => (await import('./commands/patches')).patches,
  dicomize: async () => (await import('./commands/dicomize')).dicomize,
  models: async () => (await import('./commands/models')).models,
  serve: async () => (await import('./commands/serve')).serve,
  stats: async () => (await import('./commands/stats')).stats,
  study: async () => (await import('./commands/study')).study,
  verify: async () => (await import('./commands/verify')).verify,
};
