import type { StainKind, StainVectors, Triple } from './stainVectors';

/** Where the white point comes from: the slide's most frequent value per channel, or a stated colour. */
export type WhiteRule = { readonly rule: 'channel-mode' } | { readonly rule: 'fixed'; readonly rgb: Triple };

/** Where the stain vectors come from; an estimate is never used unless it is asked for. */
export type VectorsRule =
  | { readonly rule: 'default' }
  | ({ readonly rule: 'fixed' } & StainVectors)
  | { readonly rule: 'estimate'; readonly way: 'qupath' | 'macenko' };

export interface StainSettings {
  readonly stain: StainKind;
  readonly white: WhiteRule;
  readonly vectors: VectorsRule;
}

/** The white point and the vectors with which a whole slide is measured. Plain data. */
export interface StainModel {
  readonly stain: StainKind;
  readonly white: Triple;
  readonly whiteSource: WhiteRule['rule'];
  readonly vectors: StainVectors;
  readonly vectorsSource: 'default' | 'fixed' | 'qupath' | 'macenko';
  /** What the slide itself says, for information; no vectors where too few pixels are stained. */
  readonly estimated: EstimatedStain;
  /** Sentences: where the slide differs from what is used. */
  readonly doubts: readonly string[];
}

export interface EstimatedStain {
  readonly white: Triple;
  readonly qupath?: StainVectors;
  readonly macenko?: StainVectors;
}
