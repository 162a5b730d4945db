/** Colours of the tissue's outline and of what is left out: none is a colour of the cells, of stains or of inks. Ours. */
export const TISSUE_COLOURS = {
  /** Dark below, bright above, so that the line shows on tissue, glass and channels alike. */
  lines: [
    ['rgba(0, 45, 40, 0.85)', 3.5],
    ['#2ee6c5', 1.8],
  ],
  picture: { border: [0, 160, 135, 255], ink: [216, 27, 255, 150], fold: [140, 255, 0, 150] },
} as const;

export const tissueStyle = (mark: 'ink' | 'fold'): string => {
  const [red, green, blue, alpha] = TISSUE_COLOURS.picture[mark];
  return `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
};
