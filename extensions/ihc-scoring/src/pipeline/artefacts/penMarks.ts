import { ARTEFACT } from './artefact';
import { blocksWhere, type BlockDensities } from './blockDensities.kernel';
import { closed, dilated, grown, opened, type BlockGrid } from './blockMask.kernel';

type DensityRule = (red: number, green: number, blue: number) => boolean;

interface Ink {
  readonly code: number;
  /** What only ink looks like, in squares of 2 solid + 1 blocks. */
  readonly core: DensityRule;
  readonly solid: number;
  /** What belongs to it when connected with the core: fading edges, ink over tissue, ink over ink. */
  readonly around: DensityRule;
}

/**
 * Ours, from the ratios of optical densities of block means. No stain has the ratios of the cores: haematoxylin, eosin
 * and DAB have red / green 0.93, 0.27 and 0.47, blue / green 0.41, 0.70 and 1.37; erythrocytes come near to red ink (red /
 * green 0.07 to 0.3, but blue / green 0.55 to 0.7), counterstain in grey light near to green and blue ink (red / green up
 * to 1.7). Dark brown nuclei on blue ones are as black as ink, but never in solid squares of 70 um.
 */
const INKS: readonly Ink[] = [
  {
    code: ARTEFACT.penRed,
    core: (r, g, b) => r + g + b >= 0.6 && r <= 0.25 * g && b >= 0.72 * g,
    solid: 2,
    around: (r, g, b) =>
      (r <= 0.45 * g && b >= 0.66 * g && r + g + b >= 0.2) ||
      (r >= 0.25 && r <= 0.95 * g && b >= 0.72 * g && b <= 1.1 * g),
  },
  {
    code: ARTEFACT.penGreen,
    core: (r, g, b) => r + g + b >= 0.4 && r >= 1.4 * g && b >= 1.1 * g,
    solid: 2,
    around: (r, g, b) => r >= 1.1 * g && b >= 0.75 * g && r + g + b >= 0.2,
  },
  {
    code: ARTEFACT.penBlue,
    core: (r, g, b) => r + g + b >= 0.5 && r >= 1.8 * g && b <= 0.8 * g,
    solid: 2,
    around: (r, g, b) => r >= 1.3 * g && b <= 0.9 * g && r + g + b >= 0.2,
  },
  {
    code: ARTEFACT.penBlack,
    core: (r, g, b) => Math.min(r, g, b) >= Math.max(0.6, 0.75 * Math.max(r, g, b)),
    solid: 4,
    around: (r, g, b) => Math.min(r, g, b) >= Math.max(0.35, 0.7 * Math.max(r, g, b)),
  },
];
/** Nuclei seen through ink leave gaps of a block or two. Ours. */
const CLOSING = 1;
/** Blocks (200 um) that ink may reach from its core. Ours. */
const GROWTH = 24;
/** Blocks left out around ink, where its edge fades. Ours. */
const MARGIN = 2;

/** Code of the ink on each block (see ARTEFACT), 0 without ink. */
export function penMarks(densities: BlockDensities, grid: BlockGrid): Uint8Array {
  const codes = new Uint8Array(grid.width * grid.height);
  for (const { code, core, solid, around } of INKS) {
    const cores = opened(closed(blocksWhere(densities, core), grid, CLOSING), grid, solid);
    if (!cores.includes(1)) continue;
    const ink = dilated(grown(cores, blocksWhere(densities, around), grid, GROWTH), grid, MARGIN);
    ink.forEach((is, block) => {
      if (is === 1 && codes[block] === 0) codes[block] = code;
    });
  }
  return codes;
}
