import type { Slide } from '@timescope/core/dicom/read/slide';
import type { Host } from '@timescope/ohif/host';
import type { ObservableState } from '@timescope/ohif/ObservableState';
import type { MapTool } from './MapTool';
import type { ManagedViewer, SlideMap } from './microscopy';
import type { ReadingStore } from './ReadingStore';
import type { ScoringService } from './ScoringService';
import type { Shown } from './shown';

/** What each part of the bench is made with. */
export interface BenchParts {
  readonly host: Host;
  readonly scoring: ScoringService;
  readonly readings: ReadingStore;
  readonly shown: ObservableState<Shown>;
  /** Whose the left mouse button on the slide is. */
  readonly mapTool: MapTool;
}

/** The slide on screen, read and ready. */
export interface SlideOnScreen {
  readonly slide: Slide;
  readonly viewer: ManagedViewer;
  readonly map: SlideMap;
}

/** A service of the bench. The bench tells it which slide is on screen; at most one at a time. */
export interface BenchPart {
  attach(onScreen: SlideOnScreen): void;
  /** The slide is gone, or the mode is left: lets everything of it go. Also called without a slide. */
  detach(): void;
}
