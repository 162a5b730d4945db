import { TimescopeError } from '@timescope/core/errors';
import type { Command } from '../command';

export const score: Command = {
  usage: 'timescope score',
  summary: '',
  run: () =>
    Promise.reject(new TimescopeError('USAGE', 'under construction', { nextStep: '', kind: 'usage' })),
};
