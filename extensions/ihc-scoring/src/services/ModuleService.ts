import { messageOf } from '@timescope/core/errors';
import type { ModelCard } from '@timescope/core/modelCard';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { fetchModelCards } from '@timescope/runtime/models';
import { namedNetwork, type PatchChoice } from '../pipeline/autoihc/patchChoice';
import { SCORE_TASK, TISSUE_TASK } from '../pipeline/autoihc/patchNetworks';
import { chosenDetector, NUCLEI_TASK } from '../pipeline/detection/network/networkDetector';
import { fittingCards } from '../pipeline/fittingCards';
import { CLASSICAL, classicalOf, nucleiChoice } from '../pipeline/presets/nucleiChoice';
import { presets } from '../pipeline/presets/presets';
import type { Reading } from '../pipeline/reading/reading';
import type { BenchPart, BenchParts } from './benchPart';

/** Cards that fit each module; they lie beside the bundle. `problem` says which others were left out, and why. */
export interface ModuleState {
  readonly nuclei: readonly ModelCard[];
  readonly tissue: readonly ModelCard[];
  readonly scorers: readonly ModelCard[];
  readonly problem: string | undefined;
  /** Before, nothing is known of what the site holds. */
  readonly isRead: boolean;
}

const NO_CARDS: ModuleState = { nuclei: [], tissue: [], scorers: [], problem: undefined, isRead: false };

/** Which networks can find nuclei, tell tissue apart and score patches here, and the reader's choice among them. */
export class ModuleService implements BenchPart {
  readonly state = new ObservableState<ModuleState>(NO_CARDS);
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
      this.state.update({ problem: messageOf(thrown), isRead: true });
    });
  }

  detach(): void {
    // The cards are those of any slide.
  }

  /**
   * @param text Name of a card, with "+classical" beside the marker's own detector; "classical" for that alone; undefined for
   *   what is usual for the slide
   */
  chooseNuclei(text: string | undefined): void {
    const choice = text === undefined || text === CLASSICAL ? undefined : nucleiChoice(text);
    const card = named(this.state.get().nuclei, choice?.card);
    if (choice && !card) return;
    const { tissue } = this.state.get();
    this.parts.readings.change(reading => {
      const beside = choice?.isBeside === true ? classicalOf(presets[reading.preset]) : undefined;
      const network = card ? chosenDetector(card, beside) : expressly(text);
      return {
        ...reading,
        network,
        // A threshold of the one means nothing to the other.
        detectionThreshold: undefined,
        ...(reading.patches && { patches: scorable(reading.patches, tissue, { network }) }),
      };
    });
  }

  /** @param model Name of a card; undefined: tumour and stroma as drawn or learned. A network takes the place of both. */
  chooseTissue(model: string | undefined): void {
    const card = named(this.state.get().tissue, model);
    if (model !== undefined && !card) return;
    this.parts.readings.change(reading => {
      if (!card) return { ...reading, patches: undefined };
      const scorer = canScore(card, reading) ? reading.patches?.scorer : undefined;
      return {
        ...reading,
        patches: { tissue: namedNetwork(card), ...(scorer && { scorer }) },
        compartments: undefined,
      };
    });
  }

  /** @param scorer "formula" or name of a card; undefined: patches are not scored. Needs a tissue network. */
  chooseScorer(scorer: string | undefined): void {
    const card = scorer === 'formula' ? scorer : named(this.state.get().scorers, scorer);
    if (scorer !== undefined && !card) return;
    this.parts.readings.change(reading => {
      if (!reading.patches) return reading;
      const { tissue } = reading.patches;
      return { ...reading, patches: { tissue, ...(card && { scorer: scorerOf(card) }) } };
    });
  }

  private async readCards(): Promise<void> {
    const site = await this.fetchCards();
    const { cards, problems } = fittingCards(site.cards, [NUCLEI_TASK, TISSUE_TASK, SCORE_TASK]);
    const of = (wanted: string) => cards.filter(({ task }) => task === wanted);
    const leftOut = [...site.problems, ...problems].join(' ');
    this.state.update({
      nuclei: of(NUCLEI_TASK),
      tissue: of(TISSUE_TASK),
      scorers: of(SCORE_TASK),
      problem: leftOut === '' ? undefined : leftOut,
      isRead: true,
    });
    if (site.problems.length > 0) this.isAsked = false;
  }
}

/** Patches are scored within cells: the tissue network or one of its own must find nuclei. */
export const canScore = ({ outputs }: ModelCard, { network }: Pick<Reading, 'network'>): boolean =>
  outputs.nuclei !== undefined || typeof network === 'object';

/** Without its scorer where nothing would find the cells. */
function scorable(
  patches: PatchChoice,
  cards: readonly ModelCard[],
  reading: Pick<Reading, 'network'>,
): PatchChoice {
  const card = named(cards, patches.tissue.model);
  return card && !canScore(card, reading) ? { tissue: patches.tissue } : patches;
}

const expressly = (text: string | undefined): typeof CLASSICAL | undefined =>
  text === CLASSICAL ? CLASSICAL : undefined;

const named = (cards: readonly ModelCard[], model: string | undefined): ModelCard | undefined =>
  cards.find(({ name }) => name === model);

const scorerOf = (card: ModelCard | 'formula'): NonNullable<PatchChoice['scorer']> =>
  card === 'formula' ? card : namedNetwork(card);
