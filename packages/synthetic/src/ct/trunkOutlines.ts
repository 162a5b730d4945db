import type { Curve, Section } from './outline.kernel';
import { bothSides } from './scene';

/** The trunk of the straight body, its left half, mm (see `BentBody`). Drawn by us after textbook anatomy. */

const section = (z: number, points: Curve): Section => ({ z, points });

/** Below and above the scan. */
const [FEET, HEAD] = [-10, 250];

export const skin: readonly Section[] = [
  section(
    FEET,
    bothSides([
      [0, -115],
      [45, -117],
      [92, -104],
      [132, -76],
      [157, -36],
      [164, 8],
      [157, 48],
      [133, 80],
      [95, 99],
      [52, 106],
      [20, 103],
      [0, 98],
    ]),
  ),
  section(
    120,
    bothSides([
      [0, -107],
      [42, -109],
      [86, -99],
      [125, -74],
      [150, -36],
      [157, 5],
      [150, 46],
      [127, 78],
      [90, 97],
      [50, 105],
      [19, 102],
      [0, 97],
    ]),
  ),
  section(
    HEAD,
    bothSides([
      [0, -102],
      [44, -105],
      [88, -98],
      [126, -74],
      [148, -38],
      [155, 4],
      [149, 44],
      [128, 76],
      [92, 96],
      [52, 105],
      [20, 103],
      [0, 100],
    ]),
  ),
];

/** Front to back: the outer face of the external oblique; higher up of the chest wall. */
export const wallOuter: readonly Section[] = [
  section(FEET, [
    [76, -91],
    [100, -82],
    [123, -56],
    [136, -20],
    [138, 15],
    [130, 42],
    [111, 58],
    [92, 62],
  ]),
  section(120, [
    [66, -88],
    [94, -80],
    [119, -54],
    [134, -18],
    [137, 14],
    [130, 42],
    [111, 66],
    [80, 78],
  ]),
  section(180, [
    [48, -90],
    [86, -84],
    [117, -56],
    [134, -18],
    [137, 16],
    [127, 48],
    [101, 74],
    [52, 84],
  ]),
  section(HEAD, [
    [30, -90],
    [78, -85],
    [113, -58],
    [132, -20],
    [136, 16],
    [126, 50],
    [99, 77],
    [48, 86],
  ]),
];

export const wallInner: readonly Section[] = [
  section(FEET, [
    [71, -85],
    [94, -72],
    [110, -48],
    [120, -18],
    [122, 12],
    [115, 34],
    [103, 48],
    [90, 55],
  ]),
  section(120, [
    [62, -83],
    [88, -71],
    [108, -48],
    [121, -16],
    [124, 12],
    [118, 36],
    [102, 57],
    [76, 69],
  ]),
  section(180, [
    [45, -85],
    [81, -77],
    [109, -51],
    [125, -16],
    [128, 14],
    [119, 43],
    [95, 65],
    [48, 73],
  ]),
  section(HEAD, [
    [28, -85],
    [74, -79],
    [106, -53],
    [124, -18],
    [128, 14],
    [118, 45],
    [93, 68],
    [45, 76],
  ]),
];

export const wallPoints = 8;

export const rectus: readonly Section[] = [
  section(FEET, [
    [6, -92],
    [30, -98],
    [58, -97],
    [73, -90],
    [58, -87],
    [30, -86],
    [8, -87],
  ]),
  section(120, [
    [4, -88],
    [30, -94],
    [52, -93],
    [64, -88],
    [50, -84],
    [28, -83],
    [6, -84],
  ]),
  section(180, [
    [3, -87],
    [20, -91],
    [36, -91],
    [45, -87],
    [36, -85],
    [20, -84],
    [5, -84],
  ]),
  section(HEAD, [
    [3, -87],
    [12, -90],
    [22, -90],
    [28, -87],
    [22, -85],
    [12, -84],
    [4, -84],
  ]),
];

export const lineaAlba: readonly Section[] = [
  section(FEET, [
    [-9, -89],
    [0, -91],
    [9, -89],
    [0, -88],
  ]),
  section(HEAD, [
    [-8, -86],
    [0, -88],
    [8, -86],
    [0, -84],
  ]),
];
