/** Texts of the cells on the slide and their table. */
export const cells = {
  overlay: 'Cells on the slide',
  show: 'Show',
  fill: 'Fill',
  densityShown:
    'Zoomed out: squares of 32 µm show the mean grade (colour) and how many cells (opacity). Zoom in for outlines.',
  outlinesShown: 'Nuclei by grade; the grades also differ by line.',
  legend: 'Legend of the cell outlines',
} as const;
