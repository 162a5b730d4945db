import { ObservableState } from '@timescope/ohif/ObservableState';
import { requireSamePatient } from '../../pipeline/compare/samePatient';
import { differentSpecimens } from '../../pipeline/immune/oneSpecimen';
import type { BenchPart, BenchParts, SlideOnScreen } from '../benchPart';
import { showInstead } from '../compare/besideEachOther';
import { slideIdentity, slidesOfPatient, type SlideIdentity } from '../compare/patientSlides';
import { strings } from '../../strings';
import { problemOf } from '../problemOf';
import type { Problem } from '../scoringState';
import { type SlideOfPatient, SLIDES_OF_PATIENT } from '../../pipeline/immune/slidesOfPatient';

type Chosen = Readonly<Partial<Record<SlideOfPatient, SlideIdentity>>>;

export interface SectionsState {
  readonly isLooking: boolean;
  /** Series of the slide on screen. */
  readonly here: string | undefined;
  /** What that slide says of its stain. */
  readonly said: SlideOfPatient | undefined;
  /** All slides of the patient; undefined before they were looked for. */
  readonly found: readonly SlideIdentity[] | undefined;
  readonly chosen: Chosen;
  /** Why the patient's slides of a stain were not proposed, a sentence a stain. */
  readonly notTaken: Readonly<Partial<Record<SlideOfPatient, string>>>;
  /** The reader has looked at the choice. */
  readonly isConfirmed: boolean;
  /** Why the chosen slides give no score unless the reader says that they are of one specimen. */
  readonly doubt: string | undefined;
  readonly isSameSpecimen: boolean;
  readonly problem: Problem | undefined;
}

export const NOTHING: SectionsState = {
  isLooking: false,
  here: undefined,
  said: undefined,
  found: undefined,
  chosen: {},
  notTaken: {},
  isConfirmed: false,
  doubt: undefined,
  isSameSpecimen: false,
  problem: undefined,
};

/** Which of the patient's slides are the CD3, the CD8 and the H&E section: proposed by what they say, confirmed by the reader. */
export class PatientSections implements BenchPart {
  readonly names = SLIDES_OF_PATIENT;
  readonly state = new ObservableState<SectionsState>(NOTHING);
  private onScreen: SlideOnScreen | undefined;

  constructor(private readonly parts: Pick<BenchParts, 'host'>) {}

  /** A choice stays while its slides are looked at one after the other. */
  attach(onScreen: SlideOnScreen): void {
    this.onScreen = onScreen;
    const { found } = this.state.get();
    if (!found?.some(({ seriesUid }) => seriesUid === onScreen.slide.seriesInstanceUid))
      this.state.update(NOTHING);
    this.state.update({ here: onScreen.slide.seriesInstanceUid, said: undefined });
    void this.hear(onScreen);
  }

  detach(): void {
    this.onScreen = undefined;
  }

  /** Asks the archive for the patient's slides and proposes a section of each stain. */
  async look(): Promise<void> {
    const { onScreen } = this;
    if (!onScreen) return;
    this.state.update({ isLooking: true, problem: undefined });
    try {
      const { studyInstanceUid: studyUid, seriesInstanceUid: seriesUid } = onScreen.slide;
      const here = await slideIdentity(this.parts.host, { studyUid, seriesUid });
      requireSamePatient(here.patient, here.patient);
      const slides = await slidesOfPatient(this.parts.host, here.patient.id ?? '');
      const identities = await Promise.all(slides.map(slide => slideIdentity(this.parts.host, slide)));
      const found = identities.filter(
        ({ patient }) => patient.id === here.patient.id && patient.issuer === here.patient.issuer,
      );
      const { chosen, notTaken } = proposed(found, here);
      if (this.onScreen === onScreen) this.state.update({ found, notTaken, ...chosenOf(chosen) });
    } catch (thrown) {
      if (this.onScreen === onScreen) this.state.update({ problem: problemOf(thrown) });
    } finally {
      this.state.update({ isLooking: false });
    }
  }

  /** A slide whose metadata cannot be read again says nothing of its stain. */
  private async hear(onScreen: SlideOnScreen): Promise<void> {
    const { studyInstanceUid: studyUid, seriesInstanceUid: seriesUid } = onScreen.slide;
    const slide = await slideIdentity(this.parts.host, { studyUid, seriesUid }).catch(() => undefined);
    if (this.onScreen === onScreen && slide?.stain) this.state.update({ said: slide.stain });
  }

  /** A slide that is chosen as another stain stays that alone, with one sentence. */
  choose(name: SlideOfPatient, seriesUid: string): void {
    const { found = [], chosen } = this.state.get();
    const other = SLIDES_OF_PATIENT.find(each => each !== name && chosen[each]?.seriesUid === seriesUid);
    this.state.update({ problem: other && strings.sectionChosenTwice(strings.sectionNames[other]) });
    if (other) return;
    const slide = found.find(each => each.seriesUid === seriesUid);
    const others = SLIDES_OF_PATIENT.flatMap(each =>
      each !== name && chosen[each] ? [[each, chosen[each]]] : [],
    );
    this.state.update(chosenOf(Object.fromEntries(slide ? [...others, [name, slide]] : others) as Chosen));
  }

  /** Brings a section on screen. */
  async open(name: SlideOfPatient): Promise<void> {
    const slide = this.state.get().chosen[name];
    if (!slide) return;
    try {
      await showInstead(this.parts.host, slide);
    } catch (thrown) {
      this.state.update({ problem: problemOf(thrown) });
    }
  }

  setSameSpecimen(isSameSpecimen: boolean): void {
    this.state.update({ isSameSpecimen, isConfirmed: false });
  }

  confirm(): void {
    const { doubt, isSameSpecimen } = this.state.get();
    this.state.update({ isConfirmed: doubt === undefined || isSameSpecimen });
  }
}

/** The stain of the slide on screen: as the reader chose it among the sections, else as the slide says. */
export const stainHere = ({ here, said, chosen }: SectionsState): SlideOfPatient | undefined =>
  SLIDES_OF_PATIENT.find(name => here !== undefined && chosen[name]?.seriesUid === here) ?? said;

function chosenOf(chosen: Chosen): Partial<SectionsState> {
  const sections = SLIDES_OF_PATIENT.flatMap(name => {
    const slide = chosen[name];
    return slide ? [{ name, specimens: slide.specimens }] : [];
  });
  return { chosen, doubt: differentSpecimens(sections), isSameSpecimen: false, isConfirmed: false };
}

/** Of each stain the slide of the specimen on screen; a slide of another one is not proposed, and why is said. */
function proposed(
  found: readonly SlideIdentity[],
  here: SlideIdentity,
): Pick<SectionsState, 'chosen' | 'notTaken'> {
  const each = SLIDES_OF_PATIENT.map(name => {
    const stained = found.filter(({ stain }) => stain === name);
    return { name, stained, beside: stained.filter(slide => isBeside(slide, here)) };
  });
  return {
    chosen: Object.fromEntries(
      each.flatMap(({ name, beside: [slide, ...others] }) =>
        slide && others.length === 0 ? [[name, slide]] : [],
      ),
    ),
    notTaken: Object.fromEntries(
      each.flatMap(({ name, stained, beside }) =>
        stained.length > 0 && beside.length === 0
          ? [[name, strings.sectionNotTaken(strings.sectionNames[name], stained)]]
          : [],
      ),
    ),
  };
}

/** Slides that name no specimen belong to those of their study. */
function isBeside(slide: SlideIdentity, here: SlideIdentity): boolean {
  const [own, its] = [slide.specimens, here.specimens];
  return own.length > 0 && its.length > 0
    ? own.some(each => its.includes(each))
    : slide.studyUid === here.studyUid;
}
