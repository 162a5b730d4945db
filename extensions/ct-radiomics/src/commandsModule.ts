import type { CommandsModule, Host } from '@timescope/ohif/host';
import type { RadiologyService } from './services/RadiologyService';
import { radiologyServiceOf } from './services/radiologyServiceOf';

/** The commands' context: the radiology mode's keys and our panel's buttons name it. */
export const RADIOLOGY_CONTEXT = 'TIMESCOPE_RADIOLOGY';

/** Panel, keys, toolbar and tests act through these. */
export function commandsModule(host: Host): CommandsModule {
  const act = (action: (service: RadiologyService) => unknown) => () => {
    const service = radiologyServiceOf(host);
    return service && action(service);
  };
  return {
    defaultContext: RADIOLOGY_CONTEXT,
    definitions: {
      timescopeOutlineTumour: act(service => service.draw('outline')),
      timescopeBrush: act(service => service.draw('brush')),
      timescopeEraser: act(service => service.draw('eraser')),
      timescopeWindowLevel: act(service => service.draw('window')),
      timescopeSoftTissue: act(service => service.showSoftTissue()),
      timescopeUndoOutline: act(service => service.undo()),
      timescopeRedoOutline: act(service => service.redo()),
      timescopeClearOutline: act(service => service.clearOutline()),
      timescopeInterpolateOutline: act(service => service.edits.interpolate()),
      timescopeFillHoles: act(service => service.edits.fillHoles()),
      timescopeKeepGreatestIsland: act(service => service.edits.keepGreatestIsland()),
      timescopeSmoothOutline: act(service => service.edits.smooth()),
      timescopeGrowOutline: act(service => service.edits.grow()),
      timescopeShrinkOutline: act(service => service.edits.shrink()),
      timescopeCopyToNextSlice: act(service => service.edits.copyToNext(1)),
      timescopeCopyToPreviousSlice: act(service => service.edits.copyToNext(-1)),
      timescopePredict: act(service => service.predictions.predict()),
      timescopeCancelPrediction: act(service => service.predictions.cancel()),
      timescopeShowPredictedSlice: act(service => service.predictions.showSlice()),
      timescopeMeasureFeatures: act(service => service.measureFeatures()),
      timescopeBeginReading: act(service => service.twoReaders.begin()),
      timescopeSignOutline: act(service => service.twoReaders.sign()),
      timescopeMeasureBothReaders: act(service => service.measureBothReaders()),
      timescopeToggleHeatMap: act(service => service.predictions.toggleHeatMap()),
    },
  };
}
