import { download } from '@timescope/ohif/download';
import type { Host } from '@timescope/ohif/host';
import type { ObservableState } from '@timescope/ohif/ObservableState';
import type { Subscriptions } from '@timescope/ohif/Subscriptions';
import { cornerstoneOf } from '../cornerstone';
import type { PredictionWorker } from '../CtPredictor';
import { bringIntoView, sliceBeside, sliceInView } from '../ctViewports';
import type { DisplayedCt } from '../displayedCt';
import { setBrushRange } from '../drawingTools';
import { OutlineFiles, type OutlineFilesParts } from '../exports/OutlineFiles';
import { RoiMeasures, type RoiMeasuresParts } from '../measures/RoiMeasures';
import type { Attempt, RadiologyState } from '../radiologyState';
import { NamedRois } from '../rois/NamedRois';
import { takeVolume } from '../takeVolume';
import type { TumourOutline } from '../TumourOutline';
import { registerGrowTool } from './growTool';
import { OutlineEdits, type OutlineEditsParts } from './OutlineEdits';

/** What is needed of the worker's client. */
export type OutlineToolsWorker = PredictionWorker &
  OutlineEditsParts['worker'] &
  RoiMeasuresParts['worker'] &
  OutlineFilesParts['worker'];

export interface OutlineTools {
  readonly edits: OutlineEdits;
  readonly measures: RoiMeasures;
  readonly rois: NamedRois;
  readonly files: OutlineFiles;
  /** Until the subscriptions are released. */
  enterMode(state: ObservableState<RadiologyState>, subscriptions: Subscriptions): void;
}

/** What works on drawn regions beside the host's own drawing tools. */
export function outlineTools(parts: {
  readonly host: Host;
  readonly worker: OutlineToolsWorker;
  readonly attempt: Attempt;
  shown(): TumourOutline | undefined;
  /** @throws TimescopeError when nothing may be changed now */
  changeable(): { readonly outline: TumourOutline; readonly ct: DisplayedCt };
  /** Two readers outline one region each, which stays on the page until both have signed. */
  mayBeSeveral(): boolean;
  readerName(): string | undefined;
}): OutlineTools {
  const { host, worker, attempt } = parts;
  const volumeInWorker = (ct: DisplayedCt, signal: AbortSignal) =>
    worker.holds(ct.displaySet.SeriesInstanceUID)
      ? Promise.resolve()
      : takeVolume(host, worker, ct, { report: () => undefined, signal });
  const edits = new OutlineEdits({
    ...{ attempt, worker, sliceBeside, volumeInWorker },
    outline: () => parts.changeable(),
    sliceInView: ct => sliceInView(host, ct),
    show: (ct, k) => bringIntoView(host, ct, k),
  });
  const measures = new RoiMeasures({
    ...{ attempt, worker },
    cornerstone: () => cornerstoneOf(host).cornerstone,
  });
  const rois = new NamedRois({
    attempt,
    shown: () => parts.shown(),
    outline: () => parts.changeable().outline,
    mayBeSeveral: () => parts.mayBeSeveral(),
  });
  const files = new OutlineFiles({
    ...{ attempt, worker, volumeInWorker },
    outline: () => parts.changeable(),
    isSealed: () => !parts.mayBeSeveral(),
    readerName: () => parts.readerName(),
    save: (file, name) => download(file, name, document),
  });
  return {
    ...{ edits, measures, rois, files },
    enterMode: (state, subscriptions) => {
      const { cornerstone, cornerstoneTools } = cornerstoneOf(host);
      registerGrowTool(cornerstoneTools, at => void edits.growRegion(at));
      subscriptions.add(followRegion(state, measures));
      subscriptions.add(followBrushRange(edits, host));
      subscriptions.toDom(window, 'pointerdown', leaveField, true);
      // The host tells the viewport's element only; on the way down every such event passes the window.
      const look = () => {
        const { ct } = state.get();
        if (ct) measures.look(sliceInView(host, ct));
      };
      subscriptions.toDom(window, cornerstone.Enums.Events.IMAGE_RENDERED, look, true);
    },
  };
}

/** Who clicks in the image is done typing: keys are the tools' again. The host keeps the focus in the field. */
function leaveField({ target }: Event): void {
  const isInViewport = target instanceof Element && target.closest('.viewport-element') !== null;
  const field = document.activeElement;
  if (isInViewport && field instanceof HTMLElement && field.closest('.timescope')) field.blur();
}

function followBrushRange({ state }: OutlineEdits, host: Host): () => void {
  let known = state.get().brushHu;
  return state.subscribe(() => {
    const { brushHu } = state.get();
    if (brushHu !== known) setBrushRange(host, brushHu);
    known = brushHu;
  });
}

/** Measures the active region whenever it is another one. */
function followRegion(state: ObservableState<RadiologyState>, measures: RoiMeasures): () => void {
  let known = state.get().outline?.roi;
  return state.subscribe(() => {
    const { ct, outline } = state.get();
    if (!ct || !outline || outline.roi === known) return;
    known = outline.roi;
    void measures.measure(ct, outline.roi);
  });
}
