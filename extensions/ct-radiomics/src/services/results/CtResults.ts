import { canonicalJson, type Json } from '@timescope/core/canonicalJson';
import type { StoredObject, StoredVersion } from '@timescope/core/dicomweb/studyResults';
import { TimescopeError } from '@timescope/core/errors';
import { sha256Hex } from '@timescope/core/sha256';
import type { Host } from '@timescope/ohif/host';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { archiveOf, clientOf } from '@timescope/ohif/results/archive';
import { ListedResults, type OpenedVersion } from '@timescope/ohif/results/ListedResults';
import { Saving } from '@timescope/ohif/results/Saving';
import { Submissions, type SubmissionRecord } from '@timescope/ohif/results/Submissions';
import { indexedDbDrafts } from '@timescope/runtime/drafts';
import { indexedDbOutbox } from '@timescope/runtime/outbox/indexedDb';
import { ctSubject } from '../../evidence/ctSubject';
import { strings } from '../../strings';
import { ArchiveClient } from '../../worker/ArchiveClient';
import type { CtSubmission, ReadRegion } from '../../worker/archiveRequest';
import type { DisplayedCt } from '../displayedCt';
import type { Prediction } from '../radiologyState';
import type { RadiologyService } from '../RadiologyService';
import { roiMask } from '../roiSlices';

/** Regions of other tools that may become the outline, by SOP Instance UID. */
export interface FoundRegions {
  readonly regions: ReadonlyMap<string, readonly ReadRegion[]>;
}

/** Saves the prediction on screen, and brings stored results of the study back. */
export class CtResults {
  readonly listed: ListedResults;
  readonly saving: Saving;
  readonly submissions = new Submissions(indexedDbDrafts('timescope-ct-submissions'));
  readonly found = new ObservableState<FoundRegions>({ regions: new Map() });
  private readonly client = new ArchiveClient();
  private ct: DisplayedCt | undefined;

  constructor(
    private readonly host: Host,
    private readonly radiology: RadiologyService,
  ) {
    const { client } = this;
    const archive = () => archiveOf(host);
    const outbox = indexedDbOutbox();
    this.listed = new ListedResults(() => clientOf(archive()), {
      open: version => this.open(version),
      draw: object => this.findRegions(object),
      erase: object => this.forgetRegions(object),
    });
    this.saving = new Saving(
      {
        sendKept: withRefused => client.sendKept(archive(), withRefused),
        kept: async () => (await outbox.entries()).filter(({ root }) => root === archive().root),
        drop: ({ id }) => outbox.remove(id),
      },
      report => void this.noteStored(report),
    );
    radiology.state.subscribe(() => this.follow());
    radiology.reader.subscribe(() => void this.submissions.show(this.key()));
    radiology.decisions.state.subscribe(() => this.forgetSaved());
  }

  /** Whether this mode can use an object of another tool. */
  readonly canDraw = ({ kind }: StoredObject): boolean => kind === 'segmentation' || kind === 'structureSet';

  /** Why the prediction on screen cannot be saved now, in one sentence. */
  whyNot(): string | undefined {
    const { run, prediction } = this.radiology.state.get();
    if (run) return strings.saveAfterRun;
    if (!prediction) return strings.saveAfterPredicting;
    if (prediction.isStale) return strings.saveAfterPredictingAgain;
    if (this.radiology.reader.get().name === undefined) return strings.saveNeedsName;
    return this.isSealed() ? strings.saveAfterBothSigned : undefined;
  }

  /** Whether the very content on screen is in the archive. */
  isSaved(): boolean {
    const { record } = this.submissions.state.get();
    const { prediction } = this.radiology.state.get();
    return (
      record?.isStored === true &&
      prediction !== undefined &&
      record.signature === this.signatureOf(prediction)
    );
  }

  isUnsaved(): boolean {
    return this.radiology.state.get().prediction !== undefined && !this.isSaved();
  }

  async save(): Promise<void> {
    const { prediction } = this.radiology.state.get();
    if (!prediction || this.whyNot() !== undefined) return;
    // Taken now: what changes while it is saved belongs to another save.
    const signature = this.signatureOf(prediction);
    const submissionFor = this.submissionOf(prediction);
    const before = this.versionsBefore(prediction);
    await this.saving.save(async report => {
      const record = await this.submissions.begin(signature, before);
      const outcome = await this.client.save(archiveOf(this.host), submissionFor(record), report);
      const { report: reference, landing } = outcome;
      if (landing.state !== 'refused')
        await this.submissions.written(record, reference, landing.state === 'stored');
      return outcome;
    });
  }

  /** Takes a region of another tool as the outline; one undo brings the one before back. */
  async useRegion({ roi }: ReadRegion): Promise<void> {
    await this.radiology.adoptOutline(roi);
  }

  /** Another CT on screen, or none. */
  private follow(): void {
    const { ct } = this.radiology.state.get();
    this.forgetSaved();
    if (ct === this.ct) {
      void this.submissions.show(this.key());
      return;
    }
    if (!this.ct) this.saving.start();
    this.ct = ct;
    this.found.update({ regions: new Map() });
    if (!ct) this.saving.stop();
    void this.submissions.show(this.key());
    void this.listed.show(ct?.displaySet.StudyInstanceUID);
  }

  /** Each reader's versions of each region are a row of their own. */
  private key(): string | undefined {
    if (!this.ct) return undefined;
    const { prediction } = this.radiology.state.get();
    const { name = '' } = this.radiology.reader.get();
    return [this.ct.displaySet.SeriesInstanceUID, name, prediction?.source.label ?? ''].join(' ');
  }

  /** Outline, prediction, heat map, decisions. */
  private async open(version: StoredVersion): Promise<OpenedVersion | undefined> {
    const { ct } = this;
    if (!ct) return undefined;
    const objects = [...version.parts, version.report.address];
    const { saved, slices, roi } = await this.client.open(archiveOf(this.host), objects);
    if (this.ct !== ct) return undefined;
    if (!isSameSlices(saved.ct.sliceUids, ct.grid.sliceUids)) throw otherSlices();
    const outlined = await this.radiology.adoptOutline(roi, saved.roi.label);
    if (!outlined || this.ct !== ct) return undefined;
    const source = { roi: outlined, label: saved.roi.label, segmentationId: undefined };
    const prediction = {
      ...{ outcome: saved.outcome, slices, models: {}, leftOut: [] },
      ...{ ct, source, isStale: false, compared: undefined },
    };
    this.radiology.state.update({ prediction });
    this.radiology.decisions.begin(saved.decisions);
    this.radiology.predictions.showSlice();
    this.saving.forget();
    await this.submissions.opened(this.signatureOf(prediction), version);
    return saved;
  }

  private async findRegions(object: StoredObject): Promise<void> {
    const { ct } = this;
    if (!ct) return;
    const { size, placement, slicePositionsMm, sliceUids, frameOfReferenceUid } = ct.grid;
    const regions = await this.client.readRegions(archiveOf(this.host), object, {
      ...{ size, placement, slicePositionsMm, sliceUids },
      ...(frameOfReferenceUid !== undefined && { frameOfReferenceUid }),
    });
    if (regions.length === 0) throw noRegion();
    const uid = object.address.instance;
    if (this.ct === ct) this.found.update({ regions: new Map(this.found.get().regions).set(uid, regions) });
  }

  private forgetRegions({ address: { instance } }: StoredObject): void {
    const regions = new Map(this.found.get().regions);
    regions.delete(instance);
    this.found.update({ regions });
  }

  private async noteStored(report: string): Promise<void> {
    if (await this.submissions.noteStored(report)) this.listed.noteSaved(report);
    else void this.listed.refresh();
  }

  private forgetSaved(): void {
    if (this.saving.state.get().saving.kind === 'stored' && !this.isSaved()) this.saving.forget();
  }

  /** What two readers draw reaches no archive before both have signed. */
  private isSealed(): boolean {
    return this.radiology.twoReaders.isOneRegionOnly();
  }

  /** Asks for the versions of this region of the CT by the same reader. */
  private versionsBefore({ source }: Prediction): () => Promise<readonly StoredVersion[]> {
    const series = this.ct?.displaySet.SeriesInstanceUID ?? '';
    const { name } = this.radiology.reader.get();
    const wanted = ctSubject(source.label);
    return async () => {
      const { versions } = await this.listed.known();
      return versions.filter(
        ({ report, subject }) =>
          report.author === name && report.sources.includes(series) && subject === wanted,
      );
    };
  }

  private signatureOf({ outcome, source }: Pick<Prediction, 'outcome' | 'source'>): string {
    const { decisions } = this.radiology.decisions.state.get();
    const content = [outcome.result.hash, source.label, decisions];
    return sha256Hex(canonicalJson(JSON.parse(JSON.stringify(content)) as Json));
  }

  private submissionOf({ outcome, source, ct }: Prediction): (record: SubmissionRecord) => CtSubmission {
    const { decisions } = this.radiology.decisions.state.get();
    const { name: reader } = this.radiology.reader.get();
    const mask = roiMask(source.roi, ct.grid);
    return ({ at, predecessor, version }) => ({
      images: ct.headers,
      outcome,
      roi: { label: source.label, mask },
      ct: ct.grid,
      decisions,
      savedBy: { reader, at },
      predecessor,
      version,
      withCrop: false,
    });
  }
}

const isSameSlices = (stored: readonly string[], shown: readonly string[]): boolean =>
  stored.length === shown.length && stored.every((uid, k) => uid === shown[k]);

const otherSlices = (): TimescopeError =>
  new TimescopeError('GEOMETRY', strings.otherSlices, { nextStep: strings.otherSlicesNext });

const noRegion = (): TimescopeError =>
  new TimescopeError('EMPTY_ROI', strings.noRegion, { nextStep: strings.noRegionNext });
