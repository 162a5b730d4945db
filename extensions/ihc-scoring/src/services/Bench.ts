import type { Host } from '@timescope/ohif/host';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { indexedDbDrafts } from '@timescope/runtime/drafts';
import { RescoringClient } from '../worker/RescoringClient';
import type { BenchPart, BenchParts, SlideOnScreen } from './benchPart';
import { CellsService } from './cells/CellsService';
import { CellTypesService } from './cellTypes/CellTypesService';
import { CellsOnSlide } from './CellsOnSlide';
import { CohortOfSite } from './compare/CohortOfSite';
import { CompareService } from './compare/CompareService';
import { ExportService } from './exports/ExportService';
import { HotspotService } from './exports/HotspotService';
import { FieldsOnSlide } from './immune/FieldsOnSlide';
import { MarkerOfSection } from './immune/MarkerOfSection';
import { LinkedViews } from './linkedViews/LinkedViews';
import { PatientSections } from './immune/PatientSections';
import { TilService } from './immune/TilService';
import { MapTool } from './MapTool';
import { dropLostParts, measurementShelf, type ShelvedPart } from './measurementShelf';
import { ModuleService } from './ModuleService';
import { otherTabs } from './otherTabs';
import { ReadingStore } from './ReadingStore';
import { RescoringService } from './RescoringService';
import { runsInTabs } from './runsInTabs';
import { ScoringService } from './ScoringService';
import { NOTHING_SHOWN, type Shown } from './shown';
import { Signing } from './Signing';
import { SlideReading } from './SlideReading';
import { CompartmentService } from './compartments/CompartmentService';
import { RegionService } from './regions/RegionService';
import { SlideResults } from './results/SlideResults';
import { StainService } from './StainService';
import { TissueMapService } from './tissueMap/TissueMapService';

/** The pathologist's bench: the services of the panel's sections and the slide that they work on. */
export class Bench {
  readonly scoring: ScoringService;
  readonly readings = new ReadingStore(
    indexedDbDrafts('timescope-ihc-readings'),
    otherTabs('timescope-ihc-readings'),
  );
  readonly shown = new ObservableState<Shown>(NOTHING_SHOWN);
  readonly rescoring: RescoringService;
  readonly stain: StainService;
  readonly regions: RegionService;
  readonly compartments: CompartmentService;
  readonly tissueMap: TissueMapService;
  // Each section's service is a public field here, made with `madeWith`, and stands in `parts`.
  readonly madeWith: BenchParts;
  readonly modules: ModuleService;
  readonly cells: CellsService;
  readonly cellTypes: CellTypesService;
  readonly signing: Signing;
  readonly exports: ExportService;
  readonly hotspots: HotspotService;
  readonly compare: CompareService;
  readonly linked: LinkedViews;
  readonly cohort = new CohortOfSite();
  readonly sections: PatientSections;
  readonly tils: TilService;
  readonly results: SlideResults;
  readonly fields: FieldsOnSlide;
  private readonly slideReading: SlideReading;
  /** In the order in which a slide is brought to them; it is taken from them the other way round. */
  private readonly parts: readonly BenchPart[];

  constructor(host: Host) {
    this.scoring = new ScoringService(host, this.readings, {
      attach: onScreen => this.attach(onScreen),
      detach: () => this.detach(),
      begun: (key, area) => this.slideReading.begun(key, area),
      ended: (key, measurement) => this.slideReading.ended(key, measurement),
    });
    const measurements = indexedDbDrafts<ShelvedPart>('timescope-ihc-measurements');
    const shelf = measurementShelf(measurements);
    // Where the browser refuses storage, the reading says so.
    dropLostParts(measurements, Date.now()).catch(() => undefined);
    const runs = runsInTabs('timescope-ihc-run', (navigator as { locks?: LockManager }).locks);
    this.slideReading = new SlideReading(this.scoring, this.readings, shelf, runs);
    this.madeWith = {
      host,
      scoring: this.scoring,
      readings: this.readings,
      shown: this.shown,
      mapTool: new MapTool(host),
    };
    this.rescoring = new RescoringService(this.madeWith, new RescoringClient());
    const cellsOnSlide = new CellsOnSlide(this.madeWith);
    this.stain = new StainService(this.madeWith);
    this.regions = new RegionService(this.madeWith);
    this.compartments = new CompartmentService(this.madeWith, this.regions);
    this.sections = new PatientSections(this.madeWith);
    this.tissueMap = new TissueMapService(this.madeWith, this.sections);
    this.modules = new ModuleService(this.madeWith);
    this.cells = new CellsService(this.madeWith);
    this.cellTypes = new CellTypesService(this.madeWith, this.cells);
    this.signing = new Signing(this.madeWith);
    this.exports = new ExportService(this.madeWith);
    this.hotspots = new HotspotService(this.madeWith);
    this.compare = new CompareService(this.madeWith, shelf);
    this.linked = new LinkedViews(this.madeWith, this.tissueMap);
    this.tils = new TilService(this.madeWith, this.tissueMap);
    this.results = new SlideResults(this.madeWith, this.signing, this.slideReading, shelf, this);
    this.fields = new FieldsOnSlide(this.madeWith, this.tissueMap, this.sections, this.results.immune);
    this.parts = [
      this.slideReading,
      this.signing,
      this.stain,
      cellsOnSlide,
      this.regions,
      this.compartments,
      this.tissueMap,
      this.modules,
      this.cells,
      this.cellTypes,
      this.exports,
      this.hotspots,
      this.compare,
      this.linked,
      this.sections,
      this.tils,
      this.results,
      this.fields,
      new MarkerOfSection(this.madeWith, this.sections),
    ];
  }

  /** Called when a mode is entered. */
  start(): void {
    // First, so that the others meet what is shown already.
    this.rescoring.start();
    this.scoring.start();
    void this.cohort.lookForOffers();
    this.results.saved.saving.start();
    this.results.immune.saving.start();
  }

  /** Called when a mode is left. */
  stop(): void {
    this.results.immune.saving.stop();
    this.results.saved.saving.stop();
    this.scoring.stop();
    this.linked.stop();
    this.tissueMap.stop();
    this.rescoring.stop();
  }

  private attach(onScreen: SlideOnScreen): void {
    for (const part of this.parts) part.attach(onScreen);
  }

  private detach(): void {
    for (const part of [...this.parts].reverse()) part.detach();
  }
}
