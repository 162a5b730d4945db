import { TimescopeError } from '@timescope/core/errors';
import type { StoredObject, StoredVersion } from '@timescope/core/dicomweb/studyResults';
import { archiveOf, clientOf } from '@timescope/ohif/results/archive';
import { ListedResults, type OpenedVersion } from '@timescope/ohif/results/ListedResults';
import { ObservableState } from '@timescope/ohif/ObservableState';
import type { DrawnObject } from '../../evidence/drawnObject';
import { IMMUNE_SUBJECT } from '../../evidence/immuneSubject';
import { DrawnObjects } from '../../overlays/DrawnObjects';
import { ArchiveClient } from '../../worker/ArchiveClient';
import type { BenchPart, BenchParts, SlideOnScreen } from '../benchPart';
import { strings } from '../../strings';
import { currentRun } from '../scoringState';
import type { RunWitness } from '../ScoringService';
import type { CohortOfSite } from '../compare/CohortOfSite';
import type { PatientSections } from '../immune/PatientSections';
import type { MeasurementShelf } from '../measurementShelf';
import type { Signing } from '../Signing';
import type { TissueMapService } from '../tissueMap/TissueMapService';
import { ImmuneResults } from './ImmuneResults';
import { openedResult } from './openedResult';
import { SlideSaving } from './SlideSaving';

/** What of other tools is drawn, by SOP Instance UID. */
export interface DrawnState {
  readonly objects: ReadonlyMap<string, DrawnObject>;
}

/** Whether a stored result stands beside the slide's own, in place of none. */
export const isBeside = ({ subject }: StoredVersion): boolean => subject === IMMUNE_SUBJECT;

/** What immune indices are made of. */
export interface ImmuneSources {
  readonly sections: Pick<PatientSections, 'state'>;
  readonly cohort: Pick<CohortOfSite, 'state'>;
  readonly tissueMap: Pick<TissueMapService, 'state' | 'hasOtherMap'>;
}

/** What the archive holds of the slide on screen: our results, and what other tools drew. */
export class SlideResults implements BenchPart {
  readonly listed: ListedResults;
  readonly saved: SlideSaving;
  readonly immune: ImmuneResults;
  readonly drawn = new ObservableState<DrawnState>({ objects: new Map() });
  private readonly client = new ArchiveClient();
  private onScreen: SlideOnScreen | undefined;
  private overlay: DrawnObjects | undefined;

  /** @param runs is told of the run that an opened result belongs to */
  constructor(
    private readonly parts: BenchParts,
    signing: Signing,
    private readonly runs: Pick<RunWitness, 'ended'>,
    shelf: Pick<MeasurementShelf, 'take'>,
    { sections, cohort, tissueMap }: ImmuneSources,
  ) {
    this.listed = new ListedResults(() => clientOf(archiveOf(parts.host)), {
      open: version => this.open(version),
      draw: object => this.draw(object),
      erase: object => this.erase(object),
    });
    this.saved = new SlideSaving(parts, signing, this.client, this.listed);
    this.immune = new ImmuneResults(parts, shelf, this.client, this.listed, sections, cohort, tissueMap);
  }

  attach(onScreen: SlideOnScreen): void {
    this.onScreen = onScreen;
    this.overlay = new DrawnObjects(onScreen.map);
    this.saved.attach(onScreen);
    this.immune.attach();
    void this.listed.show(onScreen.slide.studyInstanceUid);
  }

  detach(): void {
    this.overlay?.remove();
    this.overlay = undefined;
    this.onScreen = undefined;
    this.drawn.update({ objects: new Map() });
    this.immune.detach();
    this.saved.detach();
    void this.listed.show(undefined);
  }

  /** Whether the slide on screen can show an object of another tool. */
  readonly canDraw = ({ kind }: StoredObject): boolean => kind === 'segmentation' || kind === 'annotations';

  /** Brings back the reading, the measurement with its cells, and the signature. */
  private async open(version: StoredVersion): Promise<OpenedVersion | undefined> {
    if (isBeside(version)) return { ...(await this.immune.open(version)), isBeside: true };
    const { onScreen } = this;
    const { key } = this.parts.scoring.state.get();
    if (!onScreen || key === undefined) return undefined;
    this.requireNoRun();
    const objects = [...version.parts, version.report.address];
    const opened = await this.client.open(archiveOf(this.parts.host), objects);
    if (this.parts.scoring.state.get().key !== key) return undefined;
    this.requireNoRun();
    const { result, signed } = opened;
    const { reading, measurement } = openedResult(opened, onScreen.slide);
    this.parts.scoring.keep(key, measurement);
    this.parts.readings.restore(reading, signed);
    this.runs.ended(key, measurement);
    await this.saved.noteOpened({ result, reading, signed }, version);
    return opened;
  }

  /** A run that ends would put its own cells in the place of those that were opened. */
  private requireNoRun(): void {
    const state = this.parts.scoring.state.get();
    if (!currentRun(state) && !state.elsewhere) return;
    throw new TimescopeError('USAGE', strings.openAfterRun, {
      kind: 'usage',
      nextStep: strings.openAfterRunNext,
    });
  }

  private async draw(object: StoredObject): Promise<void> {
    const { onScreen } = this;
    if (!onScreen) return;
    const drawn = await this.client.drawObject(archiveOf(this.parts.host), object, onScreen.slide);
    if (this.onScreen !== onScreen) return;
    const uid = object.address.instance;
    this.overlay?.add(uid, drawn);
    this.drawn.update({ objects: new Map(this.drawn.get().objects).set(uid, drawn) });
  }

  private erase({ address: { instance } }: StoredObject): void {
    const objects = new Map(this.drawn.get().objects);
    objects.delete(instance);
    this.overlay?.take(instance);
    this.drawn.update({ objects });
  }
}
