import { TimescopeError } from '@timescope/core/errors';
import type { Command } from '../command';

export const predict: Command = {
  usage: 'timescope predict',
  summary: '',
  run: () =>
    Promise.reject(new TimescopeError('USAGE', 'under construction', { nextStep: '', kind: 'usage' })),
};
