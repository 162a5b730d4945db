import type { ArtefactShares } from '@timescope/core/result/scoreResult';
import type { StainModel } from '../stain/stainModel';
import type { Tissue } from '../tissue';
import type { DensitySample } from './sampledDensities';

/**
 * What a slide shows before anything is measured: where its tissue is, what is left out of it, and its stains. Made by
 * the stages that a measurement with the same request runs first, so its numbers are those of the later score. Plain
 * data: it crosses the worker.
 */
export interface SlideInspection {
  readonly tissue: InspectedTissue;
  /** What the slide is scored with. */
  readonly stain: StainModel;
  /** What its colours are shown with: the same, but on a slide that looks like H&E haematoxylin and eosin. */
  readonly shown: StainModel;
  /** Pixels of the tissue, as amounts of the stains that are shown. */
  readonly sample: DensitySample;
}

/** A value a block, row by row; the block (0, 0) begins at the corner of the total pixel matrix. */
export interface InspectedTissue extends Pick<Tissue, 'width' | 'height' | 'blockMatrix' | 'isAssumed'> {
  /** Why a block is not analysed: a code of ARTEFACT, 0 for tissue. */
  readonly artefact: Uint8Array<ArrayBuffer>;
  /** Level that was looked at, counted from the finest, and its micrometres per pixel. */
  readonly level: { readonly index: number; readonly mpp: { readonly x: number; readonly y: number } };
  /** Tissue that would be measured; what is out of focus and never scanned is found only with the cells. */
  readonly tissueMm2: number;
  /** The whole area asked for: by default that of the slide. */
  readonly askedMm2: number;
  /** As in the result, but for the kind `outOfFocus`, which only the measured level shows. */
  readonly artefacts: ArtefactShares;
}
