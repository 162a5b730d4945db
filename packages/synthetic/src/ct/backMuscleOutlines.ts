import type { Curve, Section } from './outline.kernel';

/** Muscles of the back, left side of the straight body, mm (see `BentBody`). Drawn by us after textbook anatomy. */

const section = (z: number, points: Curve): Section => ({ z, points });

/** Below and above the scan. */
const [FEET, HEAD] = [-10, 250];

export const erector: readonly Section[] = [
  section(FEET, [
    [6, 76],
    [8, 92],
    [26, 98],
    [52, 95],
    [70, 82],
    [66, 68],
    [46, 63],
    [22, 66],
  ]),
  section(120, [
    [6, 76],
    [8, 92],
    [24, 98],
    [48, 95],
    [64, 83],
    [60, 70],
    [42, 66],
    [20, 68],
  ]),
  section(HEAD, [
    [5, 79],
    [7, 92],
    [18, 98],
    [36, 97],
    [48, 88],
    [44, 79],
    [30, 74],
    [16, 74],
  ]),
];

export const psoas: readonly Section[] = [
  section(FEET, [
    [29, 28],
    [43, 19],
    [59, 24],
    [66, 40],
    [59, 55],
    [43, 59],
    [30, 51],
  ]),
  section(60, [
    [27, 31],
    [37, 26],
    [49, 31],
    [55, 43],
    [50, 54],
    [37, 57],
    [27, 49],
  ]),
  section(115, [
    [24, 40],
    [29, 37],
    [35, 41],
    [37, 48],
    [34, 54],
    [28, 54],
    [24, 49],
  ]),
  section(142, [
    [25, 47],
    [27, 46],
    [28, 47],
    [29, 49],
    [28, 50],
    [26, 50],
    [25, 49],
  ]),
];

export const quadratus: readonly Section[] = [
  section(FEET, [
    [66, 54],
    [79, 49],
    [91, 54],
    [90, 62],
    [77, 66],
    [67, 63],
  ]),
  section(70, [
    [57, 56],
    [69, 53],
    [81, 58],
    [81, 66],
    [69, 68],
    [58, 65],
  ]),
  section(130, [
    [46, 58],
    [56, 58],
    [66, 63],
    [65, 69],
    [55, 69],
    [47, 65],
  ]),
  section(148, [
    [48, 62],
    [51, 62],
    [54, 64],
    [54, 66],
    [51, 66],
    [48, 65],
  ]),
];

export const latissimus: readonly Section[] = [
  section(40, [
    [70, 84],
    [92, 78],
    [114, 63],
    [122, 52],
    [124, 50],
    [125, 52],
    [123, 54],
    [115, 66],
    [93, 81],
    [71, 87],
  ]),
  section(120, [
    [62, 89],
    [90, 82],
    [115, 67],
    [131, 45],
    [138, 28],
    [140, 29],
    [134, 48],
    [118, 71],
    [92, 88],
    [63, 94],
  ]),
  section(HEAD, [
    [52, 93],
    [90, 86],
    [118, 66],
    [134, 38],
    [139, 10],
    [144, 12],
    [141, 41],
    [124, 72],
    [93, 92],
    [54, 98],
  ]),
];
