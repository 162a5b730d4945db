import type { Subscriptions } from '@timescope/ohif/Subscriptions';

/** Ours: the host writes the end of a stroke within this time after the button's release. */
const REST_MS = 250;

/** Tells when a stroke has ended: the host writes it bit by bit and says nothing of its end. */
export class StrokeRest {
  private timer: number | undefined;
  /** While a button is held a stroke goes on, however long the hand rests. */
  private isHeld = false;

  constructor(private readonly onRest: () => void) {}

  listen(subscriptions: Subscriptions): void {
    subscriptions.toDom(window, 'pointerdown', () => (this.isHeld = true), true);
    subscriptions.toDom(window, 'pointerup', () => this.release(), true);
    subscriptions.toDom(window, 'pointercancel', () => this.release(), true);
  }

  /** Voxels were written. */
  expect(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      if (!this.isHeld) this.endNow();
    }, REST_MS);
  }

  /** For a reader who is faster than the rest that ends a stroke. */
  endNow(): void {
    if (this.timer === undefined) return;
    window.clearTimeout(this.timer);
    this.timer = undefined;
    this.onRest();
  }

  private release(): void {
    this.isHeld = false;
    if (this.timer !== undefined) this.expect();
  }
}
