import type { Command } from './command';
import { agree } from './commands/agree';
import { cohort } from './commands/cohort';
import { dicomize } from './commands/dicomize';
import { immune } from './commands/immune';
import { interpolate } from './commands/interpolate';
import { models } from './commands/models';
import { predict } from './commands/predict';
import { radiomics } from './commands/radiomics';
import { report } from './commands/report';
import { score } from './commands/score';
import { serve } from './commands/serve';
import { stats } from './commands/stats';
import { study } from './commands/study';
import { verify } from './commands/verify';

export const commands: Readonly<Record<string, Command>> = {
  score,
  immune,
  predict,
  radiomics,
  report,
  interpolate,
  agree,
  cohort,
  dicomize,
  models,
  serve,
  stats,
  study,
  verify,
};
