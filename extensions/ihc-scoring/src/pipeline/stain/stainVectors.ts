/** Three channels, red first. */
export type Triple = readonly [number, number, number];

export type StainKind = 'h-dab' | 'h-e';

/** A stain's optical density per channel, as a unit vector. */
export interface StainVectors {
  readonly haematoxylin: Triple;
  /** On an H&E slide eosin stands here. */
  readonly dab: Triple;
}

/** Ruifrok and Johnston, Anal Quant Cytol Histol 2001;23:291, normalised, as QuPath ships them. */
export const RUIFROK_H_DAB: StainVectors = {
  haematoxylin: [0.65111, 0.70119, 0.29049],
  dab: [0.26917, 0.56824, 0.77759],
};

/** The same authors' haematoxylin beside eosin, as QuPath ships it for H&E. */
export const RUIFROK_H_E: StainVectors = {
  haematoxylin: [0.65111, 0.70119, 0.29049],
  dab: [0.2159, 0.8012, 0.5581],
};

export const defaultVectors = (stain: StainKind): StainVectors =>
  stain === 'h-dab' ? RUIFROK_H_DAB : RUIFROK_H_E;

export const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

export const cross = (a: Triple, b: Triple): Triple => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

export const scaled = (a: Triple, by: number): Triple => [a[0] * by, a[1] * by, a[2] * by];

export const unit = (a: Triple): Triple => scaled(a, 1 / Math.sqrt(dot(a, a)));
