import type { ModelCard } from '@timescope/core/modelCard';
import type { Network } from '@timescope/core/network';
import { TARGETS, type Target } from '@timescope/core/result/predictionResult';
import { fetchModelCards } from '@timescope/runtime/models';
import { siteNetwork } from '@timescope/runtime/siteNetwork';
import { warm } from '@timescope/runtime/warm';
import { cardsByTarget, type CardsByTarget } from '../pipeline/cardsByTarget';
import { fittingCards } from '../pipeline/fittingCards';
import type { Networks, TargetNetwork } from '../pipeline/prediction';
import { TARGET_NAMES } from '../pipeline/targetNames';
import { strings } from '../strings';
import type { RadiologyPage } from './requests';

interface Listed {
  readonly byTarget: CardsByTarget;
  /** Why cards were left out, a sentence each. */
  readonly problems: readonly string[];
}

/** The site's networks: cards are listed with the first prediction, weights are fetched when they first predict. */
export class SiteNetworks {
  private cards: Promise<Listed> | undefined;
  /** By the SHA-256 of the weights and what they take and give: the same ones are fetched and opened once. */
  private readonly networks = warm<Network>();

  constructor(private readonly site = { fetchModelCards, siteNetwork }) {}

  /** Names of the networks that are there, the one that predicts first. */
  async names(): Promise<Readonly<Partial<Record<Target, readonly string[]>>>> {
    const { byTarget } = await this.listed();
    return Object.fromEntries(
      Object.entries(byTarget).map(([target, of]) => [target, of.map(({ name }) => name)]),
    );
  }

  /** Why cards of the site were left out, a sentence each. */
  async leftOut(): Promise<readonly string[]> {
    return (await this.listed()).problems;
  }

  /** The one that predicts of each target. @throws TimescopeError MODEL_MISSING, MODEL_CORRUPT, MODEL_MISMATCH */
  async predicting(page: RadiologyPage, signal: AbortSignal): Promise<Networks> {
    const { byTarget } = await this.listed();
    const first = TARGETS.flatMap(target => byTarget[target]?.[0] ?? []);
    const networks = await this.opened(first, page, signal);
    return Object.fromEntries(networks.map(({ target, network }) => [target, network]));
  }

  /** All of each target that has several. */
  async compared(page: RadiologyPage, signal: AbortSignal): Promise<readonly TargetNetwork[]> {
    const { byTarget } = await this.listed();
    const several = TARGETS.flatMap(target => {
      const of = byTarget[target] ?? [];
      return of.length > 1 ? of : [];
    });
    return this.opened(several, page, signal);
  }

  /** A failure is forgotten, so that the next call tries again. */
  private listed(): Promise<Listed> {
    this.cards ??= this.site
      .fetchModelCards()
      .then(site => {
        const { cards, problems } = fittingCards(site.cards);
        return { byTarget: cardsByTarget(cards), problems: [...site.problems, ...problems] };
      })
      .catch((thrown: unknown) => {
        this.cards = undefined;
        throw thrown;
      });
    return this.cards;
  }

  private async opened(
    cards: readonly ModelCard[],
    page: RadiologyPage,
    signal: AbortSignal,
  ): Promise<readonly TargetNetwork[]> {
    const networks: TargetNetwork[] = [];
    for (const card of cards) {
      const target = card.target as Target;
      const open = () => {
        const stage = strings.loadingNetwork(TARGET_NAMES[target]);
        page.report({ stage, done: networks.length, total: cards.length });
        return this.site.siteNetwork(card, { signal, report: page.report }).catch((thrown: unknown) => {
          // The site may have put another network in its place since the cards were listed.
          this.cards = undefined;
          throw thrown;
        });
      };
      // The same weights may stand under another card, with a threshold of its own.
      networks.push({ target, network: { ...(await this.networks(keyOf(card), open, signal)), card } });
      signal.throwIfAborted();
    }
    return networks;
  }
}

const keyOf = ({ sha256, input, outputs }: ModelCard): string => JSON.stringify([sha256, input, outputs]);
