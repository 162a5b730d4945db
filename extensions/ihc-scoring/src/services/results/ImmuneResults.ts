import { canonicalJson, type Json } from '@timescope/core/canonicalJson';
import { readSlide } from '@timescope/core/dicom/read/slide';
import { studyResults, type StoredVersion } from '@timescope/core/dicomweb/studyResults';
import { sha256Hex } from '@timescope/core/sha256';
import { seriesMetadata } from '@timescope/ohif/dataSourceFrames';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { archiveOf, clientOf } from '@timescope/ohif/results/archive';
import type { ListedResults } from '@timescope/ohif/results/ListedResults';
import { Saving } from '@timescope/ohif/results/Saving';
import { Submissions } from '@timescope/ohif/results/Submissions';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { indexedDbDrafts } from '@timescope/runtime/drafts';
import { indexedDbOutbox } from '@timescope/runtime/outbox/indexedDb';
import { IMMUNE, IMMUNE_SUBJECT } from '../../evidence/immuneSubject';
import type { SavedImmune } from '../../evidence/immuneToSave';
import type { ComparableSlide } from '../../pipeline/compare/compareSlides';
import { IMMUNE_MARKERS, type ImmuneMarker } from '../../pipeline/immune/immuneDensities';
import { immuneOfScores, pairOf } from '../../pipeline/immune/immuneOfScores';
import type { ImmuneResult } from '../../pipeline/immune/immuneResult';
import { strings } from '../../strings';
import type { ArchiveClient } from '../../worker/ArchiveClient';
import type { SubmittedSection } from '../../worker/archiveRequest';
import type { BenchPart, BenchParts } from '../benchPart';
import type { CohortOfSite } from '../compare/CohortOfSite';
import type { CompareService } from '../compare/CompareService';
import { imagesOfSlide } from './imagesOfSlide';

interface ImmuneState {
  /** Of a CD3 slide beside a CD8 slide; undefined for other pairs. */
  readonly result: ImmuneResult | undefined;
  /** From the archive; it takes the place of nothing. */
  readonly opened: SavedImmune | undefined;
}

type PairOfSlides = Readonly<Record<ImmuneMarker, PlacedSlide>>;
type PlacedSlide = Required<Pick<ComparableSlide, 'studyUid' | 'seriesUid'>>;

/** The immune indices of a compared pair: shown, saved, and opened again. */
export class ImmuneResults implements BenchPart {
  readonly state = new ObservableState<ImmuneState>({ result: undefined, opened: undefined });
  readonly saving: Saving;
  readonly submissions = new Submissions(indexedDbDrafts('timescope-ihc-submissions'));
  private readonly onSlide = new Subscriptions();
  private slides: PairOfSlides | undefined;

  constructor(
    private readonly parts: Pick<BenchParts, 'host' | 'scoring'>,
    private readonly client: ArchiveClient,
    private readonly listed: ListedResults,
    private readonly compare: Pick<CompareService, 'state'>,
    private readonly cohort: Pick<CohortOfSite, 'state'>,
  ) {
    const outbox = indexedDbOutbox();
    this.saving = new Saving(
      {
        sendKept: withRefused => client.sendKept(this.archive(), withRefused),
        kept: async () => {
          const { root } = this.archive();
          const entries = await outbox.entries();
          return entries.filter(entry => entry.root === root && entry.objects.at(-1)?.name === IMMUNE);
        },
        drop: ({ id }) => outbox.remove(id),
      },
      report => void this.noteStored(report),
    );
  }

  attach(): void {
    const follow = () => this.follow();
    this.onSlide.add(this.compare.state.subscribe(follow));
    this.onSlide.add(this.cohort.state.subscribe(follow));
    this.onSlide.add(this.parts.scoring.reader.subscribe(follow));
    follow();
  }

  detach(): void {
    this.onSlide.releaseAll();
    this.slides = undefined;
    this.saving.forget();
    this.state.update({ result: undefined, opened: undefined });
    void this.submissions.show(undefined);
  }

  /** Why the indices on screen cannot be saved now, in one sentence. */
  whyNot(): string | undefined {
    const { result } = this.state.get();
    if (!result || !this.slides) return strings.saveAfterMeasuring;
    const isWhole = IMMUNE_MARKERS.every(marker => result.slides[marker]?.scoreHash !== '');
    if (!isWhole) return strings.saveAfterScoring;
    return this.parts.scoring.reader.get().name === undefined ? strings.saveNeedsName : undefined;
  }

  /** Whether the very indices on screen are in the archive. */
  isSaved(): boolean {
    const { record } = this.submissions.state.get();
    const { result } = this.state.get();
    return record?.isStored === true && result !== undefined && record.signature === signatureOf(result);
  }

  async save(): Promise<void> {
    const { result } = this.state.get();
    const { slides } = this;
    const { name: reader } = this.parts.scoring.reader.get();
    if (!result || !slides || reader === undefined || this.whyNot() !== undefined) return;
    await this.saving.save(async report => {
      const before = () => this.versionsBefore(slides, reader);
      const record = await this.submissions.begin(signatureOf(result), before);
      const { at, predecessor, version } = record;
      const sections = [await this.section('cd3', slides), await this.section('cd8', slides)] as const;
      const submission = { result, sections, savedBy: { reader, at }, predecessor, version };
      const outcome = await this.client.saveImmune(this.archive(), submission, report);
      const { report: reference, landing } = outcome;
      if (landing.state !== 'refused')
        await this.submissions.written(record, reference, landing.state === 'stored');
      return outcome;
    });
  }

  /** Shows a stored result beside what is on screen. */
  async open({ parts, report }: StoredVersion): Promise<SavedImmune> {
    const opened = await this.client.openImmune(this.archive(), [...parts, report.address]);
    this.state.update({ opened });
    return opened;
  }

  close(): void {
    this.state.update({ opened: undefined });
  }

  private archive() {
    return archiveOf(this.parts.host);
  }

  private follow(): void {
    const { comparison } = this.compare.state.get();
    const sides = comparison ? [comparison.earlier, comparison.later] : [];
    const pair = pairOf(sides.map(side => ({ ...side.result, side })));
    const [cd3, cd8] = [placeOf(pair?.cd3.side), placeOf(pair?.cd8.side)];
    this.slides = cd3 && cd8 && { cd3, cd8 };
    const result = pair && immuneOfScores(pair, this.cohort.state.get().cohort);
    if (signatureOf(result) !== signatureOf(this.state.get().result)) {
      if (this.saving.state.get().saving.kind === 'stored') this.saving.forget();
      this.state.update({ result });
    }
    const { name = '' } = this.parts.scoring.reader.get();
    void this.submissions.show(cd3 && cd8 && `immune ${cd3.seriesUid} ${cd8.seriesUid} ${name}`);
  }

  /** A list of another study does not show it: it lies beside the CD3 slide. */
  private async noteStored(report: string): Promise<void> {
    await this.submissions.noteStored(report);
    await this.listed.refresh();
  }

  /** Versions of these slides by the same reader: what was saved in another browser goes on. */
  private async versionsBefore(slides: PairOfSlides, reader: string): Promise<readonly StoredVersion[]> {
    const { versions } = await studyResults(clientOf(this.archive()), slides.cd3.studyUid);
    return versions.filter(
      ({ report, subject }) =>
        subject === IMMUNE_SUBJECT &&
        report.author === reader &&
        IMMUNE_MARKERS.every(marker => report.sources.includes(slides[marker].seriesUid)),
    );
  }

  private async section(name: ImmuneMarker, slides: PairOfSlides): Promise<SubmittedSection> {
    const { studyUid, seriesUid } = slides[name];
    const { host } = this.parts;
    const series = { studyInstanceUID: studyUid, seriesInstanceUID: seriesUid };
    const slide = readSlide(await seriesMetadata(host, series));
    return { name, slide, images: await imagesOfSlide(host, slide) };
  }
}

const placeOf = (side: ComparableSlide | undefined): PlacedSlide | undefined =>
  side?.studyUid === undefined || side.seriesUid === undefined
    ? undefined
    : { studyUid: side.studyUid, seriesUid: side.seriesUid };

const signatureOf = (result: ImmuneResult | undefined): string =>
  result ? sha256Hex(canonicalJson(JSON.parse(JSON.stringify(result)) as Json)) : '';
