/**
 * Kather's nine classes under the generator's own name. The opening of a gland or vessel belongs to the tissue around it.
 */
export { TISSUE_CLASSES as tissueClasses, type TissueClass } from '@timescope/core/tissueClass';
