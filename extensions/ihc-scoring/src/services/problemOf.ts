import { TimescopeError, messageOf } from '@timescope/core/errors';
import { strings } from '../strings';
import type { Problem } from './scoringState';

/** What was thrown, as the panel says it. */
export function problemOf(thrown: unknown): Problem {
  return thrown instanceof TimescopeError
    ? { message: thrown.message, nextStep: thrown.nextStep }
    : { message: strings.unexpected(messageOf(thrown)), nextStep: strings.unexpectedNext };
}
