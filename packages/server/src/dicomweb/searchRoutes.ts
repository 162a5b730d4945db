import type { FastifyInstance } from 'fastify';
import type { InstanceStore } from '../store/instanceStore';
import { query, type QueryLevel } from './query';
import { sendDicomJson } from './replies';

/** QIDO-RS: the addresses of PS3.18 table 10.6.1-1. */
const addresses: readonly (readonly [string, QueryLevel])[] = [
  ['/studies', 'studies'],
  ['/series', 'series'],
  ['/instances', 'instances'],
  ['/studies/:study/series', 'series'],
  ['/studies/:study/instances', 'instances'],
  ['/studies/:study/series/:series/instances', 'instances'],
];

export function searchRoutes(app: FastifyInstance, store: InstanceStore, root: string): void {
  for (const [address, level] of addresses) {
    app.get<{ Params: { study?: string; series?: string } }>(address, (request, reply) => {
      const { study, series } = request.params;
      const within = [...store.records()].filter(
        record =>
          (study === undefined || record.study === study) &&
          (series === undefined || record.series === series),
      );
      const [, search = ''] = request.url.split('?');
      return sendDicomJson(request, reply, query(within, level, new URLSearchParams(search), root));
    });
  }
}
