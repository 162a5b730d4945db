import type { Computable } from '@timescope/core/statistics/computable';
import { callbacks, inOwnWorker, type WorkerConnection } from '@timescope/runtime/worker';
import type { ViewedTogether } from '../pipeline/registration/registerForViewing';
import type { ClassMap } from '../pipeline/tissueMap/classMap';
import { beginWorker } from './beginWorker';
import { framesHandedOver } from './framesHandedOver';
import type { RegisteringWorker, SectionToRegister } from './registeringRequest';

/**
 * Lays one section on another in a worker of its own, which ends with the answer.
 * @throws what opening a slide throws; the signal's reason after an abort
 */
export const registerInWorker = (
  fixed: SectionToRegister,
  moving: SectionToRegister,
  signal: AbortSignal,
): Promise<Computable<ViewedTogether>> =>
  inOwnWorker(beginWorker<RegisteringWorker>('ihc-registering'), async connection => {
    const [here, there] = [await mapOf(connection, fixed, signal), await mapOf(connection, moving, signal)];
    return connection.call((worker, call) => worker.register(call, here, there), signal);
  });

async function mapOf(
  connection: WorkerConnection<RegisteringWorker>,
  section: SectionToRegister,
  signal: AbortSignal,
): Promise<ClassMap> {
  if (section.kind === 'map') return section.map;
  const { slide, drawn, name, page } = section;
  return connection.call(
    (worker, call) => worker.outline(call, slide, drawn, name, callbacks(framesHandedOver(page))),
    signal,
  );
}
