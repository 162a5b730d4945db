import { crewHands, type RemoteMember } from '@timescope/runtime/crew';
import { connectEndpoint } from '@timescope/runtime/worker';
import type { TileOutcome, TileRunner, TileTask } from '../pipeline/slideJob';

/** This thread and the workers at the other ends of the ports. A page that loses one of them ends the run itself. */
export function runnerWith(own: TileRunner, ports: readonly MessagePort[]): TileRunner {
  return {
    workers: own.workers + ports.length,
    engine: own.engine,
    ...(own.network && { network: own.network }),
    async start(job, tiles, signal, onShare) {
      const wanted = ports.slice(0, Math.max(0, tiles - 1));
      const crew = wanted.map(port => {
        port.start();
        return connectEndpoint<RemoteMember<TileOutcome>>(port, never, () => port.close());
      });
      const [mine, theirs] = await Promise.all([
        own.start(job, tiles, signal, onShare),
        crewHands<TileTask, TileOutcome>(crew, job, signal),
      ]);
      return [...mine, ...theirs];
    },
  };
}

const never = new Promise<never>(() => undefined);
