import { Subscriptions } from '@timescope/ohif/Subscriptions';
import type { BenchPart, BenchParts, SlideOnScreen } from '../benchPart';
import { readingKey } from '../readingKey';
import { isUntouched } from '../readingState';
import { stainHere, type PatientSections } from './PatientSections';

type SectionParts = Pick<BenchParts, 'scoring' | 'readings'>;

/** A confirmed CD3 or CD8 section that nobody read yet is measured for its own marker. */
export class MarkerOfSection implements BenchPart {
  private readonly onSlide = new Subscriptions();

  constructor(
    private readonly parts: SectionParts,
    private readonly sections: Pick<PatientSections, 'state'>,
  ) {}

  attach({ slide }: SlideOnScreen): void {
    const choose = () => this.choose(slide.seriesInstanceUid);
    this.onSlide.add(this.sections.state.subscribe(choose));
    this.onSlide.add(this.parts.readings.state.subscribe(choose));
    choose();
  }

  detach(): void {
    this.onSlide.releaseAll();
  }

  private choose(seriesUid: string): void {
    const { scoring, readings } = this.parts;
    const { key, reading, draft, canUndo, canRedo, runId, begun } = readings.state.get();
    const sections = this.sections.state.get();
    const stain = sections.isConfirmed ? stainHere(sections) : undefined;
    if (stain === undefined || stain === 'he' || stain === reading.preset) return;
    const isHere = key === readingKey(seriesUid, scoring.reader.get().name);
    const isNew = draft.kind === 'none' && !canUndo && !canRedo && isUntouched(reading);
    if (isHere && isNew && runId === undefined && begun === undefined) scoring.choosePreset(stain);
  }
}
