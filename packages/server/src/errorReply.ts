import type { FastifyInstance } from 'fastify';
import { TimescopeError, type ErrorCode } from '@timescope/core/errors';

const statuses: Partial<Record<ErrorCode, number>> = {
  NOT_FOUND: 404,
  NOT_AN_IMAGE: 404,
  CONFLICT: 409,
  STORAGE_FULL: 507,
  USAGE: 400,
  UNSUPPORTED_TRANSFER_SYNTAX: 406,
};

/** One clear sentence as JSON; what we did not foresee says nothing of the inside. */
export function replyWithErrors(app: FastifyInstance): void {
  app.setErrorHandler((thrown, _, reply) => {
    if (thrown instanceof TimescopeError) {
      const { code, message, nextStep, fields } = thrown;
      const status = statuses[code] ?? (thrown.kind === 'retryable' ? 503 : 422);
      return reply.code(status).send({ error: { code, message, nextStep, fields } });
    }
    const status = statusOf(thrown);
    const message = status < 500 ? 'The request cannot be understood.' : 'The server failed on this request.';
    return reply.code(status).send({ error: { code: status < 500 ? 'USAGE' : 'INTERNAL', message } });
  });
}

function statusOf(thrown: unknown): number {
  const given =
    typeof thrown === 'object' && thrown !== null && 'statusCode' in thrown ? thrown.statusCode : 500;
  return typeof given === 'number' ? given : 500;
}
