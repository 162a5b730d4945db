/** Texts of the tools that work on what is drawn. */
export const contouring = {
  edits: 'Edit the outline',
  interpolate: 'Fill between slices',
  interpolateTitle: 'Fills the empty slices between the drawn ones; drawn slices stay as they are',
  method: 'Method',
  methods: { signedDistance: 'Signed distance', morphological: 'Morphological (ITK)' },
  methodTitle:
    'On eight real tumours drawn on every third slice, signed distance came nearest to the whole outline on each',
  scope: 'Works on',
  scopes: { slice: 'this slice', all: 'all slices' },
  fillHoles: 'Fill holes',
  keepGreatestIsland: 'Keep largest island',
  keepGreatestIslandTitle: 'Removes the smaller pieces of each slice',
  smooth: 'Smooth',
  smoothTitle: 'A disc of 2 mm radius: steps and spikes narrower than it go',
  grow: 'Grow',
  shrink: 'Shrink',
  margin: 'Margin, mm',
  copyUp: 'Copy to next slice',
  copyDown: 'Copy to previous slice',
  copyTitle: 'Replaces what is drawn there; Undo brings it back',
  slicesFilled: (slices: number) =>
    slices === 0
      ? 'No slice lies empty between drawn ones.'
      : `${String(slices)} ${slices === 1 ? 'slice' : 'slices'} filled.`,
  copiedTo: (step: 1 | -1) => `Copied to the ${step === 1 ? 'next' : 'previous'} slice.`,
  nothingOnSlice: 'Nothing is drawn on the slice in view.',
  nothingOnSliceNext: 'Scroll to a slice with the outline, or let the tool work on all slices.',
  noNextSlice: 'The scan ends here.',
  noNextSliceNext: 'Copy in the other direction.',
  obliqueView: 'The viewport does not show a slice as it was scanned.',
  drawnMeanwhile: 'The outline was changed while the slices were filled, so the answer was dropped.',
  drawnMeanwhileNext: 'Press it again.',
} as const;
