import { ObservableState } from '@timescope/ohif/ObservableState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { compareSlides, type ComparableSlide, type Comparison } from '../../pipeline/compare/compareSlides';
import { requireSamePatient } from '../../pipeline/compare/samePatient';
import type { Decision } from '../../pipeline/reading/signedReading';
import type { BenchPart, BenchParts, SlideOnScreen } from '../benchPart';
import type { MeasurementShelf } from '../measurementShelf';
import { problemOf } from '../problemOf';
import { versionOnScreen } from '../readingState';
import type { Problem } from '../scoringState';
import { measuredSlide } from './measuredSlide';
import { isBeside, showAlone, showBeside } from './besideEachOther';
import { slideIdentity, slidesOfPatient, type FoundSlide, type SlideIdentity } from './patientSlides';
import { letGo, slidePictures, type SlidePictures } from './slidePictures';

/** A slide as it looks. */
export interface PicturedSlide {
  readonly slide: FoundSlide;
  /** Undefined while they are being made. */
  readonly pictures: SlidePictures | undefined;
}

export interface CompareState {
  readonly isLooking: boolean;
  /** The patient's other slides; undefined before they were looked for. */
  readonly others: readonly FoundSlide[] | undefined;
  readonly chosen: FoundSlide | undefined;
  /** The slide on screen and the chosen one. */
  readonly pictured: readonly PicturedSlide[];
  readonly comparison: Comparison | undefined;
  /** Both slides are on screen, in two viewports. */
  readonly isBeside: boolean;
  readonly problem: Problem | undefined;
}

const NOTHING: CompareState = {
  isLooking: false,
  others: undefined,
  chosen: undefined,
  pictured: [],
  comparison: undefined,
  isBeside: false,
  problem: undefined,
};

const NO_PICTURES: SlidePictures = { slide: undefined, label: undefined };

/** The slide on screen beside another slide of the same patient. */
export class CompareService implements BenchPart {
  readonly state = new ObservableState<CompareState>(NOTHING);
  private readonly onSlide = new Subscriptions();
  private onScreen: SlideOnScreen | undefined;
  /** Who the slide on screen is of; asked for once. */
  private here: SlideIdentity | undefined;
  private other: ComparableSlide | undefined;
  private decision: Decision | undefined;
  /** What was compared last: pressing the other of two viewports turns the comparison round. */
  private pair: readonly FoundSlide[] = [];
  /** The pictures that are being made, or were made last. */
  private showing: AbortController | undefined;

  constructor(
    private readonly parts: Pick<BenchParts, 'host' | 'scoring' | 'readings' | 'shown'>,
    private readonly shelf: Pick<MeasurementShelf, 'take'>,
    private readonly picturesOf: typeof slidePictures = slidePictures,
  ) {}

  attach(onScreen: SlideOnScreen): void {
    this.onScreen = onScreen;
    this.onSlide.add(this.parts.shown.subscribe(() => this.compare()));
    this.onSlide.add(this.parts.readings.state.subscribe(() => this.followSigning()));
    this.state.update({ isBeside: isBeside(this.parts.host) });
    this.followSigning();
    this.turnRound(onScreen);
  }

  detach(): void {
    this.onSlide.releaseAll();
    this.onScreen = undefined;
    this.here = undefined;
    this.other = undefined;
    this.takePicturesAway();
    this.state.update(NOTHING);
  }

  /** Both slides in two viewports, or one of them alone again. */
  async toggleBeside(): Promise<void> {
    const { chosen, isBeside: isNow } = this.state.get();
    const { host } = this.parts;
    await this.doing(async ({ slide }) => {
      if (isNow) await showAlone(host, slide.seriesInstanceUid);
      else if (chosen) await showBeside(host, slide.seriesInstanceUid, chosen);
      return { isBeside: isBeside(host) };
    });
  }

  /** Asks the archive for the patient's other slides. */
  async look(): Promise<void> {
    await this.doing(async onScreen => {
      const here = await this.identityOf(onScreen);
      if (here.patient.id === undefined) requireSamePatient(here.patient, here.patient);
      const found = await slidesOfPatient(this.parts.host, here.patient.id ?? '');
      const others = found.filter(({ seriesUid }) => seriesUid !== here.seriesUid);
      return { others };
    });
  }

  /** Sets a slide of the list beside the one on screen. */
  async choose(slide: FoundSlide | undefined): Promise<void> {
    this.other = undefined;
    this.takePicturesAway();
    this.state.update({ chosen: slide, comparison: undefined, problem: undefined });
    if (!slide) return;
    await this.doing(async onScreen => {
      const here = await this.identityOf(onScreen);
      const identity = await slideIdentity(this.parts.host, slide);
      requireSamePatient(here.patient, identity.patient);
      const isChosen = () => this.onScreen === onScreen && this.state.get().chosen === slide;
      if (isChosen()) {
        this.pair = [here, slide];
        void this.showPictures([here, identity]);
      }
      const { result, decision } = await measuredSlide(this.parts, this.shelf, slide.seriesUid);
      if (isChosen()) this.other = { ...identity, result, decision };
      return {};
    });
    this.compare();
  }

  /** Each slide as it looks; one that has no picture is named all the same. */
  private async showPictures(slides: readonly FoundSlide[]): Promise<void> {
    const showing = new AbortController();
    this.showing = showing;
    this.state.update({ pictured: slides.map(slide => ({ slide, pictures: undefined })) });
    for (const slide of slides) {
      const pictures = await this.picturesOf(this.parts.host, slide, showing.signal).catch(() => NO_PICTURES);
      if (showing.signal.aborted) {
        letGo(pictures);
        return;
      }
      const { pictured } = this.state.get();
      this.state.update({
        pictured: pictured.map(each => (each.slide === slide ? { slide, pictures } : each)),
      });
    }
  }

  private takePicturesAway(): void {
    this.showing?.abort(new DOMException('the slides are no longer compared', 'AbortError'));
    for (const { pictures } of this.state.get().pictured) if (pictures) letGo(pictures);
    this.state.update({ pictured: [] });
  }

  private turnRound({ slide }: SlideOnScreen): void {
    const other = this.pair.find(({ seriesUid }) => seriesUid !== slide.seriesInstanceUid);
    const isOfPair = this.pair.some(({ seriesUid }) => seriesUid === slide.seriesInstanceUid);
    if (!other || !isOfPair) return;
    void this.look().then(() => this.choose(other));
  }

  /** One thing at a time; what is found after the slide is gone is dropped. */
  private async doing(act: (onScreen: SlideOnScreen) => Promise<Partial<CompareState>>): Promise<void> {
    const { onScreen } = this;
    if (!onScreen) return;
    this.state.update({ isLooking: true, problem: undefined });
    try {
      const change = await act(onScreen);
      if (this.onScreen === onScreen) this.state.update(change);
    } catch (thrown) {
      if (this.onScreen === onScreen) this.state.update({ problem: problemOf(thrown) });
    } finally {
      if (this.onScreen === onScreen) this.state.update({ isLooking: false });
    }
  }

  /** A slow answer for a slide that is gone by then says nothing about the one on screen. */
  private async identityOf(onScreen: SlideOnScreen): Promise<SlideIdentity> {
    const { studyInstanceUid: studyUid, seriesInstanceUid: seriesUid } = onScreen.slide;
    if (this.here?.seriesUid === seriesUid) return this.here;
    const here = await slideIdentity(this.parts.host, { studyUid, seriesUid });
    if (this.onScreen === onScreen) this.here = here;
    return here;
  }

  private followSigning(): void {
    const decision = versionOnScreen(this.parts.readings.state.get())?.decision;
    if (decision === this.decision) return;
    this.decision = decision;
    this.compare();
  }

  private compare(): void {
    const { result } = this.parts.shown.get();
    const { here, other, decision } = this;
    if (!here || !other || !result) {
      if (this.state.get().comparison) this.state.update({ comparison: undefined });
      return;
    }
    try {
      this.state.update({ comparison: compareSlides({ ...here, result, decision }, other) });
    } catch (thrown) {
      this.state.update({ comparison: undefined, problem: problemOf(thrown) });
    }
  }
}
