import type { Slide } from '@timescope/core/dicom/read/slide';
import type { Computable } from '@timescope/core/statistics/computable';
import type { AbortableWorker, Settled } from '@timescope/runtime/worker';
import type { ViewedTogether } from '../pipeline/registration/registerForViewing';
import type { ClassMap } from '../pipeline/tissueMap/classMap';
import type { DrawnTissue } from '../pipeline/tissueMap/tissueSource';
import type { FramePage } from './request';

/** A section by its tissue map, or by its slide and what was drawn on it. */
export type SectionToRegister =
  | { readonly kind: 'map'; readonly map: ClassMap }
  | {
      readonly kind: 'slide';
      readonly slide: Slide;
      readonly drawn: readonly DrawnTissue[];
      /** What the outline of the tissue is called. */
      readonly name: string;
      readonly page: FramePage;
    };

/** What the page asks of a worker that lays sections on each other. */
export interface RegisteringWorker extends AbortableWorker {
  outline(
    call: number,
    slide: Slide,
    drawn: readonly DrawnTissue[],
    name: string,
    page: FramePage,
  ): Promise<Settled<ClassMap>>;
  register(call: number, fixed: ClassMap, moving: ClassMap): Promise<Settled<Computable<ViewedTogether>>>;
}
