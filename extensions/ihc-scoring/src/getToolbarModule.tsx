import type { Host } from '@timescope/ohif/host';
import { scoringService } from './services/scoringServiceOf';

/** Tells the host's toolbar when our buttons can be used and which are on. */
export function getToolbarModule(host: Host) {
  return [
    {
      name: 'evaluate.timescope.measureHere',
      evaluate: () => ({ disabled: scoringService(host).state.get().slide.kind !== 'ready' }),
    },
    {
      name: 'evaluate.timescope.cells',
      evaluate: () => {
        const { overlay } = scoringService(host).state.get();
        return { disabled: false, isActive: overlay.isShown };
      },
    },
  ];
}
