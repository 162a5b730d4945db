import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { CellOverlay } from '../overlays/CellOverlay';
import type { BenchPart, BenchParts, SlideOnScreen } from './benchPart';
import { visibleRings } from './scoringState';

/** Draws the shown cells on the slide on screen, in the colours of the reader's grades. */
export class CellsOnSlide implements BenchPart {
  private readonly onSlide = new Subscriptions();

  constructor(private readonly parts: Pick<BenchParts, 'scoring' | 'shown'>) {}

  attach({ slide, map }: SlideOnScreen): void {
    const { shown } = this.parts;
    const { state } = this.parts.scoring;
    const overlay = new CellOverlay(map, slide.levels[0]?.mpp.x ?? Number.NaN);
    const draw = () => {
      const now = state.get();
      overlay.show({ tables: shown.get().tables, rings: visibleRings(now), ...now.overlay });
    };
    overlay.onDetail = detail => state.update({ overlay: { ...state.get().overlay, detail } });
    this.onSlide.add(state.subscribe(draw));
    this.onSlide.add(shown.subscribe(draw));
    this.onSlide.add(() => overlay.remove());
    draw();
  }

  detach(): void {
    this.onSlide.releaseAll();
  }
}
