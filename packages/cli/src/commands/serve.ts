import { TimescopeError } from '@timescope/core/errors';
import type { Command } from '../command';

export const serve: Command = {
  usage: 'timescope serve',
  summary: '',
  run: () =>
    Promise.reject(new TimescopeError('USAGE', 'under construction', { nextStep: '', kind: 'usage' })),
};
