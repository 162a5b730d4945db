import type { Host } from '@timescope/ohif/host';
import { benchOf } from './services/benchOf';
import { SHAPES } from './services/regions/regionsState';

/** Tells the host's toolbar when our buttons can be used and which are on. */
export function getToolbarModule(host: Host) {
  return [
    {
      name: 'evaluate.timescope.measureHere',
      evaluate: () => ({ disabled: benchOf(host).scoring.state.get().slide.kind !== 'ready' }),
    },
    ...SHAPES.map(shape => ({
      name: `evaluate.timescope.draw.${shape}`,
      evaluate: () => {
        const { scoring, regions, madeWith } = benchOf(host);
        const isDrawing = madeWith.mapTool.has('polygon') && regions.state.get().shape === shape;
        return { disabled: scoring.state.get().slide.kind !== 'ready', isActive: isDrawing };
      },
    })),
    {
      name: 'evaluate.timescope.cells',
      evaluate: () => {
        const { overlay } = benchOf(host).scoring.state.get();
        return { disabled: false, isActive: overlay.isShown };
      },
    },
  ];
}
