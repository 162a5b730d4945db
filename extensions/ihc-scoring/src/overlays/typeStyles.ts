/** Other, tumour, immune: colours ours, none of them a grade's; the letter tells them apart without colour. */
export const typeStyles = [
  { colour: '#d0d4da', letter: 'O' },
  { colour: '#b26bff', letter: 'T' },
  { colour: '#35d07f', letter: 'I' },
] as const;
