import type { ImmuneResult } from '../../pipeline/immune/immuneResult';
import { ratioOfSlides } from '../../pipeline/immune/ratioOfSlides';

/** Square millimetres of the slides that the tumour-stroma ratio is of. */
export const areasOfRatio = ({ slides }: Pick<ImmuneResult, 'slides'>) => ratioOfSlides(slides).areaMm2;
