import type { Host } from '@timescope/ohif/host';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { indexedDbDrafts } from '@timescope/runtime/drafts';
import type { BenchPart, BenchParts, SlideOnScreen } from './benchPart';
import { CellsService } from './cells/CellsService';
import { ExportService } from './exports/ExportService';
import { HotspotService } from './exports/HotspotService';
import { MapTool } from './MapTool';
import { measurementShelf } from './measurementShelf';
import { ReadingStore } from './ReadingStore';
import { ScoringService } from './ScoringService';
import { currentMeasurement, visibleCells } from './scoringState';
import { NOTHING_SHOWN, type Shown } from './shown';
import { Signing } from './Signing';
import { SlideReading } from './SlideReading';
import { StainService } from './StainService';

/** The pathologist's bench: the services of the panel's sections and the slide that they work on. */
export class Bench {
  readonly scoring: ScoringService;
  readonly readings = new ReadingStore(indexedDbDrafts('timescope-ihc-readings'));
  readonly shown = new ObservableState<Shown>(NOTHING_SHOWN);
  readonly stain: StainService;
  // Each section's service is a public field here, made with `madeWith`, and stands in `parts`.
  readonly madeWith: BenchParts;
  readonly cells: CellsService;
  readonly signing: Signing;
  readonly exports: ExportService;
  readonly hotspots: HotspotService;
  private readonly slideReading: SlideReading;
  /** In the order in which a slide is brought to them; it is taken from them the other way round. */
  private readonly parts: readonly BenchPart[];
  private readonly inMode = new Subscriptions();

  constructor(host: Host) {
    this.scoring = new ScoringService(host, this.readings, {
      attach: onScreen => this.attach(onScreen),
      detach: () => this.detach(),
      begun: (key, area) => this.slideReading.begun(key, area),
      ended: (key, measurement) => this.slideReading.ended(key, measurement),
    });
    const shelf = measurementShelf(indexedDbDrafts('timescope-ihc-measurements'));
    this.slideReading = new SlideReading(this.scoring, this.readings, shelf);
    this.madeWith = {
      host,
      scoring: this.scoring,
      readings: this.readings,
      shown: this.shown,
      mapTool: new MapTool(host),
    };
    this.stain = new StainService(this.madeWith);
    this.cells = new CellsService(this.madeWith);
    this.signing = new Signing(this.madeWith);
    this.exports = new ExportService(this.madeWith);
    this.hotspots = new HotspotService(this.madeWith);
    this.parts = [this.slideReading, this.stain, this.cells, this.exports, this.hotspots];
  }

  /** Called when a mode is entered. */
  start(): void {
    this.inMode.add(this.scoring.state.subscribe(() => this.showMeasured()));
    this.scoring.start();
  }

  /** Called when a mode is left. */
  stop(): void {
    this.scoring.stop();
    this.inMode.releaseAll();
    this.shown.update(NOTHING_SHOWN);
  }

  private attach(onScreen: SlideOnScreen): void {
    for (const part of this.parts) part.attach(onScreen);
  }

  private detach(): void {
    for (const part of [...this.parts].reverse()) part.detach();
  }

  private showMeasured(): void {
    const state = this.scoring.state.get();
    const tables = visibleCells(state);
    const result = currentMeasurement(state)?.result;
    const now = this.shown.get();
    if (tables === now.tables && result === now.toolResult) return;
    this.shown.update({ tables, result, toolResult: result, isPending: false });
  }
}
