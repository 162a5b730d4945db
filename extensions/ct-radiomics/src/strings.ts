/** Every text of the radiology extension that a user reads. */
export const strings = {
  panelLabel: 'TIMEscope',
  panelTitle: 'TIME prediction',
  segmentationLabel: 'Tumour',

  ct: 'CT series',
  noCt: 'No CT series is shown. Drag a CT series into a viewport.',
  series: 'Series',
  slices: 'Slices',
  sliceSpacing: 'Slice distance',
  sliceCount: (count: number) => `${count}`,
  voxel: 'Voxel',
  voxelSize: (x: number, y: number, z: number) => `${x.toFixed(2)} x ${y.toFixed(2)} x ${z.toFixed(1)} mm`,
  reading: 'Reading the CT',
  loadingNetwork: 'Loading the network',
  noVolume: 'The CT has not reached the worker.',
  noVolumeNext: 'Predict again.',

  outline: 'Tumour',
  toolOutline: 'Outline tumour',
  toolBrush: 'Brush',
  toolEraser: 'Eraser',
  toolWindow: 'Window / level',
  softTissue: 'C 40 W 400',
  softTissueTitle: 'Soft tissue window, as the networks see it',
  undo: 'Undo',
  redo: 'Redo',
  clear: 'Clear',
  clearTitle: 'Removes the whole outline; Undo brings it back',
  brushSizeHint: (smaller: string, larger: string) => `Brush size: ${smaller} and ${larger}`,
  nothingOutlined: 'Outline the tumour: press "Outline tumour" and draw around it on one or more slices.',
  outlined: (slices: number, voxels: number) =>
    `${slices} ${slices === 1 ? 'slice' : 'slices'}, ${voxels.toLocaleString('en')} voxels`,
  otherSegmentation: (label: string) => `The active segmentation "${label}" is used.`,
  obliqueOutline: 'The outline does not lie on one slice of the CT.',
  obliqueOutlineNext: 'Draw it in a viewport that shows the slices as they were scanned.',
  toolMissing: 'The drawing tool is not available in this viewport.',
  toolMissingNext: 'Select the viewport that shows the CT slices and try again.',

  draftPending: 'Saving the draft',
  draftSaved: (time: string) => `Draft saved in this browser at ${time}`,
  draftRestored: (time: string) => `Outline restored from the draft of ${time}`,
  draftFailed: (reason: string) => `The draft is not saved: ${reason}`,

  predict: 'Predict',
  predictAgain: 'Predict again',
  margin: 'Margin',
  marginTitle: 'Pixels around the box of the outline that the network also sees',
  marginPx: (px: number) => `${px} px`,
  emptyOutline: 'There is no outline on this CT.',
  emptyOutlineNext: 'Outline the tumour on at least one slice, then predict.',
  outlineChanged: 'The outline changed after this prediction. Predict again.',
  failed: (reason: string) => `The prediction did not run: ${reason}`,

  slice: 'Slice',
  largestSlice: 'Largest area',
  sliceOption: (instance: number | undefined, index: number, mm2: number) =>
    `${instance === undefined ? `Index ${index}` : `I:${instance}`}, ${mm2.toFixed(0)} mm²`,
  showSlice: 'Show',
  image: 'Image',
  imageOf: (instance: number | undefined, index: number) =>
    instance === undefined ? `index ${index}` : `I:${instance}, k ${index}`,
  position: 'z',
  zMm: (z: number) => `${z.toFixed(1)} mm`,
  area: 'Area',
  mm2: (value: number) => `${value.toFixed(1)} mm²`,
  crop: 'Crop',
  cropAlt: 'What the network sees: the crop of the slice, padded to a square',
  cropSize: (width: number, height: number) => `${width} x ${height} voxels`,
  window: 'Window',
  windowUsed: (center: number, width: number) => `C ${center} W ${width}`,

  results: 'Prediction',
  targets: { tsr: 'TSR', tils: 'TILs', is: 'IS', time: 'TIME' },
  targetTitles: {
    tsr: 'Tumour-stroma ratio',
    tils: 'Tumour-infiltrating lymphocytes',
    is: 'Immune score',
    time: 'Tumour immune microenvironment type',
  },
  timeParts: { 'time.derived': 'TIME, derived', 'time.direct': 'TIME, direct' },
  classNames: { high: 'high', low: 'low' },
  probabilityOf: 'Probability of "high"',
  probability: (value: number) =>
    value > 0.9995 ? '> 0.999' : value < 0.0005 ? '< 0.001' : value.toFixed(3),
  threshold: 'Threshold',
  thresholdOf: (value: number, source: string) => `${value.toFixed(3)}, ${source}`,
  limits: 'Limits',
  notEvaluable: 'Not evaluable',

  heatMap: 'Heat map (Grad-CAM)',
  heatMapShow: 'Show',
  heatMapOpacity: 'Opacity',
  heatMapLow: (said: string) => `0: no weight for "${said}"`,
  heatMapHigh: (max: number) => `1: most (raw ${max.toPrecision(3)})`,
  heatMapExplained: (said: string) =>
    `What made the network say TILs "${said}", scaled to its own maximum. Coarse (7 x 7); it covers the crop, also outside the outline.`,
  heatMapEmpty: (said: string) => `The network marked nothing for "${said}" on this slice.`,
  heatMapStale: 'Of an outline that has changed since',
  heatMapOnImage: (said: string) => `Grad-CAM, TILs "${said}"`,

  details: 'How this was made',
  outlineUsed: 'Segmentation',
  model: 'Network',
  engine: 'Engine',
  modelHash: 'Model SHA-256',
  resultHash: 'Result hash',
  software: 'Software',
  preprocessing: 'Input',
  preprocessingOf: (crop: string, margin: number, side: number) =>
    `${crop} crop, margin ${margin} px, ${side} x ${side}`,
  threads: (count: number, isIsolated: boolean) => {
    if (count > 1) return `Network ran on ${count} threads.`;
    return isIsolated
      ? 'Network ran on one thread.'
      : 'Network ran on one thread: this page is not cross-origin isolated.';
  },
} as const;
