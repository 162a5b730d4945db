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
import { IMMUNE_MARKERS, type ImmuneMarker } from '../../pipeline/immune/immuneDensities';
import { immuneOfScores, type SectionsOfScores } from '../../pipeline/immune/immuneOfScores';
import type { ImmuneResult, SettingsOfScores } from '../../pipeline/immune/immuneResult';
import { specimensConfirmed } from '../../pipeline/immune/oneSpecimen';
import type { ClassMap } from '../../pipeline/tissueMap/classMap';
import { mapOfClasses } from '../../pipeline/tissueMap/mapOfClasses';
import { strings } from '../../strings';
import type { ArchiveClient } from '../../worker/ArchiveClient';
import type { SubmittedSection } from '../../worker/archiveRequest';
import type { BenchPart, BenchParts } from '../benchPart';
import type { CohortOfSite } from '../compare/CohortOfSite';
import type { PatientSections } from '../immune/PatientSections';
import { readSections, type PlacedSlides } from '../immune/readSections';
import type { MeasurementShelf } from '../measurementShelf';
import type { TissueMapService } from '../tissueMap/TissueMapService';
import { isLength, keepLengths, keptSettings, LEAST_UM, MOST_UM, type LengthName } from './fieldLengths';
import { imagesOfSlide } from './imagesOfSlide';
import { SLIDES_OF_PATIENT } from '../../pipeline/immune/slidesOfPatient';

interface ImmuneState {
  /** Of the sections that the reader confirmed; undefined before. */
  readonly result: ImmuneResult | undefined;
  /** Why a confirmed section counts for nothing yet, in sentences. */
  readonly missing: readonly string[];
  /** What was corrected since a section was measured or read, in sentences. */
  readonly outdated: readonly string[];
  readonly settings: SettingsOfScores;
  /** By length: why what was entered is not computed with. */
  readonly lengthProblems: Readonly<Partial<Record<LengthName, string>>>;
  /** Whose grade of the lymphocytes counts beside this reader's; empty: nobody's. */
  readonly secondReader: string;
  /** Why that grade does not count. */
  readonly noSecondGrade: string | undefined;
  /** From the archive; it takes the place of nothing. */
  readonly opened: SavedImmune | undefined;
}

/** The immune indices of a patient's sections: shown, saved, and opened again. */
export class ImmuneResults implements BenchPart {
  readonly state = new ObservableState<ImmuneState>({
    result: undefined,
    missing: [],
    outdated: [],
    settings: keptSettings(window.localStorage),
    lengthProblems: {},
    secondReader: '',
    noSecondGrade: undefined,
    opened: undefined,
  });
  readonly saving: Saving;
  readonly submissions = new Submissions(indexedDbDrafts('timescope-ihc-submissions'));
  private readonly onSlide = new Subscriptions();
  /** Those that the result on screen is of. */
  private slides: PlacedSlides = [];
  private sections: SectionsOfScores = {};
  private following = 0;

  constructor(
    private readonly parts: Pick<BenchParts, 'host' | 'scoring' | 'readings' | 'shown'>,
    private readonly shelf: Pick<MeasurementShelf, 'take'>,
    private readonly client: ArchiveClient,
    private readonly listed: ListedResults,
    private readonly chosen: Pick<PatientSections, 'state'>,
    private readonly cohort: Pick<CohortOfSite, 'state'>,
    private readonly tissueMap: Pick<TissueMapService, 'state' | 'hasOtherMap'>,
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
    const follow = () => void this.follow();
    const { scoring, readings, shown } = this.parts;
    for (const state of [this.chosen.state, this.cohort.state, scoring.reader, readings.state, shown])
      this.onSlide.add(state.subscribe(follow));
    const { tissueMap } = this;
    let map = tissueMap.state.get().corrected;
    // Not at every step of its progress.
    const followMap = () => {
      if (map === tissueMap.state.get().corrected) return;
      map = tissueMap.state.get().corrected;
      follow();
    };
    this.onSlide.add(tissueMap.state.subscribe(followMap));
    follow();
  }

  detach(): void {
    this.onSlide.releaseAll();
    this.following++;
    this.slides = [];
    this.sections = {};
    this.saving.forget();
    this.state.update({ result: undefined, missing: [], outdated: [], opened: undefined });
    void this.submissions.show(undefined);
  }

  /** Why the indices on screen cannot be saved now, in one sentence. */
  whyNot(): string | undefined {
    const { result } = this.state.get();
    if (!result || this.slides.length === 0) return strings.saveAfterMeasuring;
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
    const [first, ...others] = slides;
    if (!result || !first || reader === undefined || this.whyNot() !== undefined) return;
    await this.saving.save(async report => {
      const before = () => this.versionsBefore(slides, reader);
      const record = await this.submissions.begin(signatureOf(result), before);
      const { at, predecessor, version } = record;
      const sections = [
        await this.section(first),
        ...(await Promise.all(others.map(each => this.section(each)))),
      ] as const;
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

  /** The tissue that the fields of a section are made of; undefined before it is measured. */
  mapOf(marker: ImmuneMarker): ClassMap | undefined {
    const source = this.state.get().result?.slides[marker]?.map.source;
    const { classes, frame } = this.sections[marker]?.basis ?? {};
    return source && classes && frame && mapOfClasses(classes, frame, source);
  }

  private archive() {
    return archiveOf(this.parts.host);
  }

  /** A length that is not allowed is computed with nowhere: the numbers stay those of the one before. */
  setLength(name: LengthName, um: number): void {
    const { settings, lengthProblems } = this.state.get();
    const isAllowed = isLength(um);
    const problem = isAllowed
      ? undefined
      : strings.lengthNotAllowed(strings.lengths[name], LEAST_UM, MOST_UM, settings[name]);
    const others = Object.fromEntries(Object.entries(lengthProblems).filter(([other]) => other !== name));
    this.state.update({ lengthProblems: { ...others, ...(problem !== undefined && { [name]: problem }) } });
    if (!isAllowed) return;
    const chosen = { ...settings, [name]: um };
    keepLengths(window.localStorage, chosen);
    this.state.update({ settings: chosen });
    void this.follow();
  }

  /** Reads the grade that another reader left in this browser; never before this reader has given one. */
  setSecondReader(secondReader: string): void {
    this.state.update({ secondReader: secondReader.trim() });
    void this.follow();
  }

  /** The newest question counts: sections are read from the browser's storage, which takes its time. */
  private async follow(): Promise<void> {
    const mine = ++this.following;
    const { isConfirmed, chosen } = this.chosen.state.get();
    const slides = isConfirmed
      ? SLIDES_OF_PATIENT.flatMap(name => (chosen[name] ? [{ ...chosen[name], name }] : []))
      : [];
    const { parts, shelf, tissueMap } = this;
    const found = await readSections({ parts, shelf, tissueMap }, slides, this.state.get().secondReader);
    if (mine !== this.following) return;
    const { sections, missing, outdated, noSecondGrade } = found;
    const measured = slides.filter(({ name }) => sections[name] !== undefined);
    const { settings } = this.state.get();
    const confirmed = specimensConfirmed(measured);
    const result =
      measured.length === 0
        ? undefined
        : immuneOfScores({ ...sections, confirmed }, settings, this.cohort.state.get().cohort);
    this.slides = measured;
    this.sections = sections;
    this.state.update({ missing, outdated, noSecondGrade });
    if (signatureOf(result) !== signatureOf(this.state.get().result)) {
      if (this.saving.state.get().saving.kind === 'stored') this.saving.forget();
      this.state.update({ result });
    }
    const { name = '' } = this.parts.scoring.reader.get();
    const uids = measured.map(({ seriesUid }) => seriesUid);
    void this.submissions.show(result && `immune ${uids.join(' ')} ${name}`);
  }

  /** A list of another study does not show it: it lies beside the CD3 slide. */
  private async noteStored(report: string): Promise<void> {
    await this.submissions.noteStored(report);
    await this.listed.refresh();
  }

  /** Versions of these slides by the same reader: what was saved in another browser goes on. */
  private async versionsBefore(slides: PlacedSlides, reader: string): Promise<readonly StoredVersion[]> {
    const { versions } = await studyResults(clientOf(this.archive()), slides[0]?.studyUid ?? '');
    return versions.filter(
      ({ report, subject }) =>
        subject === IMMUNE_SUBJECT &&
        report.author === reader &&
        slides.every(({ seriesUid }) => report.sources.includes(seriesUid)),
    );
  }

  private async section({ name, studyUid, seriesUid }: PlacedSlides[number]): Promise<SubmittedSection> {
    const { host } = this.parts;
    const series = { studyInstanceUID: studyUid, seriesInstanceUID: seriesUid };
    const slide = readSlide(await seriesMetadata(host, series));
    return { name, slide, images: await imagesOfSlide(host, slide) };
  }
}

const signatureOf = (result: ImmuneResult | undefined): string =>
  result ? sha256Hex(canonicalJson(JSON.parse(JSON.stringify(result)) as Json)) : '';
