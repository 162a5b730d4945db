import type { Tier } from '../network';
import type { ProvenanceNetwork } from './scoreResult';

/** What is scored in one compartment of a patch: its pixels within cells. */
export interface PatchTarget {
  readonly pixels: number;
  /** 0 to 300; null without pixels. */
  readonly hScore: number | null;
}

/** A patch, its upper left corner in matrix pixels. */
export interface PatchScore {
  readonly x: number;
  readonly y: number;
  /** Share of the patch that is tissue. */
  readonly tissue: number;
  readonly tumour: PatchTarget;
  readonly stroma: PatchTarget;
}

export interface PatchNetworks {
  readonly tissue: ProvenanceNetwork;
  /** Absent where the formula scored. */
  readonly scorer?: ProvenanceNetwork;
  /** Absent where the tissue network found the nuclei too. */
  readonly nuclei?: ProvenanceNetwork;
}

/** H-scores patch by patch (AutoIHC, Yin et al. 2025), weighted to the slide by their target pixels. */
export interface PatchScores {
  readonly patchPx: number;
  readonly mpp: number;
  /** Names and versions of the networks, and "formula" where no network scores. */
  readonly tissue: string;
  readonly scorer: string;
  /** Absent where the tissue network found the nuclei too. */
  readonly nuclei?: string;
  /** The same networks by their weights; absent in results of before. */
  readonly networks?: PatchNetworks;
  /** Absent where all ran in the reference tier. */
  readonly tier?: Exclude<Tier, 'reference'>;
  readonly isSyntheticTrained: boolean;
  readonly hScore: { readonly tumour: number | null; readonly stroma: number | null };
  /** Tumour / all classed tissue, in percent; null without tissue. */
  readonly tumourPercent: number | null;
  /** Why there is no score, and what makes it doubtful. */
  readonly notes: readonly string[];
  readonly patches: readonly PatchScore[];
}
