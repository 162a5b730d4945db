import { TimescopeError } from '@timescope/core/errors';
import type { Command } from '../command';

export const dicomize: Command = {
  usage: 'timescope dicomize',
  summary: '',
  run: () =>
    Promise.reject(new TimescopeError('USAGE', 'under construction', { nextStep: '', kind: 'usage' })),
};
