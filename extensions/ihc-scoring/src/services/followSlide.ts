import { readSlide, type Slide } from '@timescope/core/dicom/read/slide';
import type { LayerChoice } from '@timescope/core/dicom/read/slideLayers';
import { seriesMetadata } from '@timescope/ohif/dataSourceFrames';
import type { Host } from '@timescope/ohif/host';
import type { ObservableState } from '@timescope/ohif/ObservableState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import type { BenchPart } from './benchPart';
import { panWithLeftButton } from './hostControls';
import type { SlideExtent } from './measuredArea';
import type { ManagedViewer } from './microscopy';
import { problemOf } from './problemOf';
import type { ScoringState } from './scoringState';
import { visibleField } from './slideView';
import { showChosenFrames } from './showChosenFrames';
import { showOpticalPath } from './showOpticalPath';
import { drawLevelsTrue } from './trueLevels';

type State = ObservableState<ScoringState>;

/**
 * Reads the slide of a viewer and keeps the state up to date with it: what is in view, what was drawn. The
 * bench is told when the slide is ready and when it is gone.
 * @param layer optical path and focal plane, where the reader chose
 * @returns a function that lets the slide go
 */
export function followSlide(
  host: Host,
  state: State,
  viewer: ManagedViewer,
  bench: BenchPart,
  layer: LayerChoice,
): () => void {
  const subscriptions = new Subscriptions();
  let isCurrent = true;
  subscriptions.add(() => {
    isCurrent = false;
  });
  readSlideOf(host, viewer, layer).then(
    slide => {
      if (isCurrent) attach(host, state, viewer, slide, bench, subscriptions);
    },
    (thrown: unknown) => {
      if (isCurrent) state.update({ slide: { kind: 'failed', problem: problemOf(thrown) } });
    },
  );
  return () => subscriptions.releaseAll();
}

async function readSlideOf(host: Host, viewer: ManagedViewer, layer: LayerChoice): Promise<Slide> {
  const { studyInstanceUID, seriesInstanceUID } = viewer;
  return readSlide(await seriesMetadata(host, { studyInstanceUID, seriesInstanceUID }), layer);
}

function extentOf(slide: Slide): SlideExtent {
  const [finest] = slide.levels;
  if (!finest) throw new RangeError('A slide has at least one level');
  return finest;
}

/** The series' own description; the host puts a word of its own where there is none. */
function descriptionOf(host: Host, slide: Slide): string {
  const displaySet = host.servicesManager.services.displaySetService
    .getActiveDisplaySets()
    .find(each => each.SeriesInstanceUID === slide.seriesInstanceUid);
  const description = (displaySet?.others ?? displaySet?.instances)?.[0]?.SeriesDescription;
  return typeof description === 'string' ? description : '';
}

function attach(
  host: Host,
  state: State,
  viewer: ManagedViewer,
  slide: Slide,
  bench: BenchPart,
  subscriptions: Subscriptions,
): void {
  const map = viewer.viewer.getMap();
  const extent = extentOf(slide);
  showOpticalPath(viewer.viewer, slide.layers.opticalPath);
  const isLayerHidden = !showChosenFrames(viewer.viewer, slide);
  drawLevelsTrue(map, slide.levels);
  const description = descriptionOf(host, slide);
  state.update({ slide: { kind: 'ready', slide, description, isLayerHidden } });
  const showField = () => state.update({ field: visibleField(map, extent) });
  map.on('moveend', showField);
  subscriptions.add(() => map.un('moveend', showField));
  showField();
  panWithLeftButton(host);
  bench.attach({ slide, viewer, map });
  subscriptions.add(() => bench.detach());
}
