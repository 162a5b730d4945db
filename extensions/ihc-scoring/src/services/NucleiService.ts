import { messageOf } from '@timescope/core/errors';
import type { ModelCard } from '@timescope/core/modelCard';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { fetchModelCards } from '@timescope/runtime/models';
import { networkDetector, NUCLEI_TASK } from '../pipeline/detection/network/networkDetector';
import type { BenchPart, BenchParts } from './benchPart';

export interface NucleiState {
  /** Cards of the networks that can find nuclei; they lie beside the bundle. */
  readonly cards: readonly ModelCard[];
  readonly problem: string | undefined;
}

/** Which networks can find nuclei here, and the reader's choice among them. */
export class NucleiService implements BenchPart {
  readonly state = new ObservableState<NucleiState>({ cards: [], problem: undefined });
  private isAsked = false;

  constructor(
    private readonly parts: Pick<BenchParts, 'readings'>,
    private readonly fetchCards = fetchModelCards,
  ) {}

  attach(): void {
    if (this.isAsked) return;
    this.isAsked = true;
    this.readCards().catch((thrown: unknown) => {
      this.isAsked = false;
      this.state.update({ problem: messageOf(thrown) });
    });
  }

  detach(): void {
    // The cards are those of any slide.
  }

  /** @param model Name of a card; undefined for the marker's own detector. */
  choose(model: string | undefined): void {
    const card = this.state.get().cards.find(({ name }) => name === model);
    if (model !== undefined && !card) return;
    const network = card && networkDetector(card);
    // A threshold of the one means nothing to the other.
    this.parts.readings.change(reading => ({ ...reading, network, detectionThreshold: undefined }));
  }

  private async readCards(): Promise<void> {
    const cards = await this.fetchCards();
    this.state.update({ cards: cards.filter(({ task }) => task === NUCLEI_TASK), problem: undefined });
  }
}
