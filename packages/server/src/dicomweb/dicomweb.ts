import type { FastifyInstance } from 'fastify';
import type { InstanceStore } from '../store/instanceStore';
import { renderedRoutes } from './renderedRoutes';
import type { RenderFrame } from './renderPort';
import { retrieveRoutes } from './retrieve';
import { searchRoutes } from './searchRoutes';
import { storeRoutes } from './storeRoutes';

export const DICOMWEB_ROOT = '/dicomweb';

/** The embedded DICOMweb service under /dicomweb. */
export async function serveDicomweb(
  app: FastifyInstance,
  store: InstanceStore,
  render: RenderFrame | undefined,
): Promise<void> {
  await app.register(
    (service, _, done) => {
      searchRoutes(service, store, DICOMWEB_ROOT);
      retrieveRoutes(service, store, DICOMWEB_ROOT);
      if (render) renderedRoutes(service, store, render);
      storeRoutes(service, store, DICOMWEB_ROOT);
      done();
    },
    { prefix: DICOMWEB_ROOT },
  );
}
