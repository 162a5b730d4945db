import type { FastifyInstance } from 'fastify';
import { TimescopeError } from '@timescope/core/errors';

const ours = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * A page of another site may point a name of its own at this machine (DNS rebinding) and would then read patients'
 * data: only requests that address this machine by its own name are answered.
 */
export function refuseOtherHosts(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _, next) => {
    const host = request.headers.host ?? '';
    const name = host.replace(/:\d+$/, '').toLowerCase();
    next(ours.has(name) ? undefined : refusal());
  });
}

const refusal = () =>
  new TimescopeError('NOT_FOUND', 'This server answers on this machine only.', {
    kind: 'usage',
    nextStep: 'Open it as http://localhost or http://127.0.0.1 with its port.',
  });
