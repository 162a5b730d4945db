import type { FastifyInstance } from 'fastify';

/** Reference cohorts that the viewer offers beside files of the reader's own: one document each under /timescope/cohorts. */
export function serveCohorts(app: FastifyInstance, cohorts: readonly object[]): void {
  app.get('/timescope/cohorts', (_, reply) => reply.header('Cache-Control', 'no-store').send(cohorts));
}
