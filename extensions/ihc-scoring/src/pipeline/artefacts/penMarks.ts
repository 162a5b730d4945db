import { ARTEFACT } from './artefact';
import { blocksWithin, type BlockDensities, type DensityBounds } from './blockDensities.kernel';
import { closed, dilated, grown, opened, type BlockGrid } from './blockMask.kernel';

interface Ink {
  readonly code: number;
  /** What only ink looks like, in squares of 2 solid + 1 blocks. */
  readonly core: DensityBounds;
  readonly solid: number;
  /** What belongs to it when connected with the core: fading edges, ink over tissue, ink over ink. */
  readonly around: readonly DensityBounds[];
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
    core: { sum: 0.6, redToGreen: [0, 0.25], blueToGreen: [0.72, Infinity] },
    solid: 2,
    around: [
      { sum: 0.2, redToGreen: [0, 0.45], blueToGreen: [0.66, Infinity] },
      { least: 0.25, redToGreen: [0, 0.95], blueToGreen: [0.72, 1.1] },
    ],
  },
  {
    code: ARTEFACT.penGreen,
    core: { sum: 0.4, redToGreen: [1.4, Infinity], blueToGreen: [1.1, Infinity] },
    solid: 2,
    around: [{ sum: 0.2, redToGreen: [1.1, Infinity], blueToGreen: [0.75, Infinity] }],
  },
  {
    code: ARTEFACT.penBlue,
    core: { sum: 0.5, redToGreen: [1.8, Infinity], blueToGreen: [0, 0.8] },
    solid: 2,
    around: [{ sum: 0.2, redToGreen: [1.3, Infinity], blueToGreen: [0, 0.9] }],
  },
  {
    code: ARTEFACT.penBlack,
    core: { least: 0.6, evenness: 0.75 },
    solid: 4,
    around: [{ least: 0.35, evenness: 0.7 }],
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
    const looksLikeInk = blocksWithin(densities, core);
    if (!looksLikeInk.includes(1)) continue;
    const cores = opened(closed(looksLikeInk, grid, CLOSING), grid, solid);
    if (!cores.includes(1)) continue;
    const [first, second] = around.map(bounds => blocksWithin(densities, bounds));
    const near = second ? first?.map((is, block) => is | (second[block] ?? 0)) : first;
    const ink = dilated(grown(cores, near ?? cores, grid, GROWTH), grid, MARGIN);
    ink.forEach((is, block) => {
      if (is === 1 && codes[block] === 0) codes[block] = code;
    });
  }
  return codes;
}
