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
      timescopePolygon: act(service => service.draw('polygon')),
      timescopeLivewire: act(service => service.draw('livewire')),
      timescopeGrowRegion: act(service => service.draw('grow')),
      timescopeRangeBrush: act(service => service.draw('rangeBrush')),
      timescopeBrush: act(service => service.draw('brush')),
      timescopeEraser: act(service => service.draw('eraser')),
      timescopeWindowLevel: act(service => service.draw('window')),
      timescopeSoftTissue: act(service => service.showSoftTissue()),
      timescopeUndoOutline: act(service => service.undo()),
      timescopeRedoOutline: act(service => service.redo()),
      timescopeClearOutline: act(service => service.clearOutline()),
      timescopeAddRegion: act(service => service.tools.rois.add()),
      timescopeRemoveRegion: act(service => service.tools.rois.remove()),
      timescopeInterpolateOutline: act(service => service.tools.edits.interpolate()),
      timescopeFillHoles: act(service => service.tools.edits.fillHoles()),
      timescopeKeepGreatestIsland: act(service => service.tools.edits.keepGreatestIsland()),
      timescopeSmoothOutline: act(service => service.tools.edits.smooth()),
      timescopeGrowOutline: act(service => service.tools.edits.grow()),
      timescopeShrinkOutline: act(service => service.tools.edits.shrink()),
      timescopeCopyToNextSlice: act(service => service.tools.edits.copyToNext(1)),
      timescopeCopyToPreviousSlice: act(service => service.tools.edits.copyToNext(-1)),
      timescopePredict: act(service => service.predictions.predict()),
      timescopePreviewCrop: act(service => service.predictions.previewCrop()),
      timescopeCompareModels: act(service => service.predictions.compareModels()),
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
