import type { Host } from '@timescope/ohif/host';
import { benchOf } from './services/benchOf';

/** Tells the host's toolbar when our buttons can be used and which are on. */
export function getToolbarModule(host: Host) {
  return [
    {
      name: 'evaluate.timescope.measureHere',
      evaluate: () => ({ disabled: benchOf(host).scoring.state.get().slide.kind !== 'ready' }),
    },
    {
      name: 'evaluate.timescope.cells',
      evaluate: () => {
        const { overlay } = benchOf(host).scoring.state.get();
        return { disabled: false, isActive: overlay.isShown };
      },
    },
  ];
}
