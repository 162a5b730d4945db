import { canonicalJson, type Json } from '@timescope/core/canonicalJson';
import type { Slide } from '@timescope/core/dicom/read/slide';
import type { StoredVersion } from '@timescope/core/dicomweb/studyResults';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { sha256Hex } from '@timescope/core/sha256';
import { archiveOf } from '@timescope/ohif/results/archive';
import type { ListedResults } from '@timescope/ohif/results/ListedResults';
import { Saving } from '@timescope/ohif/results/Saving';
import { Submissions, type SubmissionRecord } from '@timescope/ohif/results/Submissions';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { indexedDbDrafts } from '@timescope/runtime/drafts';
import { indexedDbOutbox } from '@timescope/runtime/outbox/indexedDb';
import { slideSubject } from '../../evidence/slideSubject';
import type { Reading } from '../../pipeline/reading/reading';
import type { SignedReading } from '../../pipeline/reading/signedReading';
import { strings } from '../../strings';
import type { ArchiveClient } from '../../worker/ArchiveClient';
import type { SlideSubmission } from '../../worker/archiveRequest';
import type { BenchPart, BenchParts, SlideOnScreen } from '../benchPart';
import { isUntouched, versionOnScreen } from '../readingState';
import { currentMeasurement, currentRun, type Measurement } from '../scoringState';
import type { Signing } from '../Signing';
import { imagesOfSlide } from './imagesOfSlide';

/** What is saved, taken in one task: what comes on screen while it is written belongs to another save. */
interface Chosen {
  readonly slide: Slide;
  readonly content: Content;
  readonly measurement: Measurement;
  readonly reader: string | undefined;
}

/** What makes one saved result another than the last. */
interface Content {
  readonly result: ScoreResult;
  readonly reading: Reading;
  readonly signed: SignedReading | undefined;
}

/** Saves the result on screen into the archive that the host shows. */
export class SlideSaving implements BenchPart {
  readonly saving: Saving;
  readonly submissions = new Submissions(indexedDbDrafts('timescope-ihc-submissions'));
  private readonly onSlide = new Subscriptions();
  private slide: Slide | undefined;
  /** Hashing a long reading takes milliseconds; the panel asks at every change of anything. */
  private known: { readonly content: Content; readonly signature: string } | undefined;

  constructor(
    private readonly parts: BenchParts,
    private readonly signing: Signing,
    private readonly client: ArchiveClient,
    private readonly listed: ListedResults,
  ) {
    const outbox = indexedDbOutbox();
    this.saving = new Saving(
      {
        sendKept: withRefused => client.sendKept(this.archive(), withRefused),
        kept: async () => {
          const { root } = this.archive();
          return (await outbox.entries()).filter(entry => entry.root === root);
        },
        drop: ({ id }) => outbox.remove(id),
      },
      report => void this.noteStored(report),
    );
  }

  attach({ slide }: SlideOnScreen): void {
    this.slide = slide;
    const { state } = this.parts.scoring;
    const { state: readings } = this.parts.readings;
    // Each marker of a slide has versions of its own.
    const followKey = () => {
      const { key } = state.get();
      void this.submissions.show(key && `${key} ${readings.get().reading.preset}`);
    };
    this.onSlide.add(state.subscribe(followKey));
    this.onSlide.add(this.parts.shown.subscribe(() => this.forgetSaved()));
    this.onSlide.add(readings.subscribe(followKey));
    this.onSlide.add(readings.subscribe(() => this.forgetSaved()));
    followKey();
  }

  detach(): void {
    this.onSlide.releaseAll();
    this.slide = undefined;
    this.known = undefined;
    this.saving.forget();
    void this.submissions.show(undefined);
  }

  /** Why the result on screen cannot be saved now, in one sentence. */
  whyNot(): string | undefined {
    const state = this.parts.scoring.state.get();
    if (currentRun(state)) return strings.saveAfterRun;
    if (!currentMeasurement(state)) return strings.saveAfterMeasuring;
    if (this.signing.isMeasuredOtherwise()) return strings.saveAfterMeasuringAgain;
    if (!this.content()) return strings.saveAfterScoring;
    if (this.parts.scoring.reader.get().name === undefined) return strings.saveNeedsName;
    return undefined;
  }

  /** Whether the very content on screen is in the archive. */
  isSaved(): boolean {
    const { record } = this.submissions.state.get();
    const content = this.content();
    return (
      record?.isStored === true && content !== undefined && record.signature === this.signatureOf(content)
    );
  }

  /** Whether something would be lost if another result took the place of what is on screen. */
  isUnsaved(): boolean {
    const isMeasured = currentMeasurement(this.parts.scoring.state.get()) !== undefined;
    return isMeasured ? !this.isSaved() : !isUntouched(this.parts.readings.state.get().reading);
  }

  async save(): Promise<void> {
    const chosen = this.chosen();
    if (!chosen || this.whyNot() !== undefined) return;
    await this.saving.save(async report => {
      const { content } = chosen;
      const before = () => this.versionsBefore(chosen);
      const record = await this.submissions.begin(this.signatureOf(content), before);
      const submission = await this.submissionOf(chosen, record);
      const outcome = await this.client.save(this.archive(), submission, report);
      const { report: reference, landing } = outcome;
      if (landing.state !== 'refused')
        await this.submissions.written(record, reference, landing.state === 'stored');
      return outcome;
    });
  }

  /** What is on screen now came from this version. */
  async noteOpened(content: Content, version: StoredVersion): Promise<void> {
    this.saving.forget();
    await this.submissions.opened(this.signatureOf(content), version);
  }

  private archive() {
    return archiveOf(this.parts.host);
  }

  private async noteStored(report: string): Promise<void> {
    if (await this.submissions.noteStored(report)) this.listed.noteSaved(report);
    else void this.listed.refresh();
  }

  /** What the last save said is of no use once something changed. */
  private forgetSaved(): void {
    if (this.saving.state.get().saving.kind === 'stored' && !this.isSaved()) this.saving.forget();
  }

  private chosen(): Chosen | undefined {
    const { slide } = this;
    const { state, reader } = this.parts.scoring;
    const content = this.content();
    const measurement = currentMeasurement(state.get());
    return slide && content && measurement && { slide, content, measurement, reader: reader.get().name };
  }

  /** Undefined while the result is not whole. */
  private content(): Content | undefined {
    const { result, isPending } = this.parts.shown.get();
    if (isPending || result?.hash === undefined) return undefined;
    const readings = this.parts.readings.state.get();
    return {
      result: { ...result, hash: result.hash },
      reading: readings.reading,
      signed: versionOnScreen(readings),
    };
  }

  private signatureOf(content: Content): string {
    const before = this.known?.content;
    const isSame =
      before?.reading === content.reading &&
      before.result.hash === content.result.hash &&
      before.signed?.seal === content.signed?.seal;
    if (!isSame) this.known = { content, signature: hashOf(content) };
    return this.known?.signature ?? '';
  }

  /** Versions of this slide and marker by the same reader: what was saved in another browser goes on. */
  private async versionsBefore({ slide, content, reader }: Chosen): Promise<readonly StoredVersion[]> {
    const { versions } = await this.listed.known();
    const wanted = slideSubject(content.result.marker);
    return versions.filter(
      ({ report, subject }) =>
        report.author === reader && report.sources.includes(slide.seriesInstanceUid) && subject === wanted,
    );
  }

  private async submissionOf(
    { slide, content, measurement, reader }: Chosen,
    { at, predecessor, version }: SubmissionRecord,
  ): Promise<SlideSubmission> {
    const { result, reading, signed } = content;
    return {
      images: await imagesOfSlide(this.parts.host, slide),
      slide,
      measurement,
      result,
      reading,
      signed,
      savedBy: { reader, at },
      predecessor,
      version,
    };
  }
}

const hashOf = ({ result, reading, signed }: Content): string =>
  sha256Hex(canonicalJson(JSON.parse(JSON.stringify([result.hash, reading, signed?.seal ?? null])) as Json));
