/** Texts of a prediction: what is asked, what the networks said, where they looked, how it was made. */
export const prediction = {
  predict: 'Predict',
  predictAgain: 'Predict again',
  loadingNetwork: (target: string) => `Loading the network of ${target}`,
  margin: 'Margin',
  marginTitle: 'Pixels around the box of the outline that the networks also see',
  marginPx: (px: number) => `${px} px`,
  cropKind: 'Crop',
  cropKindTitle: 'Box: with what lies around the tumour. Masked: black outside the outline',
  cropKinds: { box: 'Box', masked: 'Masked' },
  previewCrop: 'Preview crop',
  previewFailed: (reason: string) => `There is no preview: ${reason}`,
  previewOf: (image: string, width: number, height: number) =>
    `${image}: the networks would see ${width} x ${height} voxels.`,
  emptyOutline: 'There is no outline on this CT.',
  emptyOutlineNext: 'Outline the tumour on at least one slice, then predict.',
  outlineChanged: (label: string) =>
    `The outline changed after this prediction of "${label}", or another region is chosen. Predict again.`,
  failed: (reason: string) => `The prediction did not run: ${reason}`,

  slice: 'Slice',
  largestSlice: 'Largest area',
  sliceOption: (instance: number | undefined, index: number, mm2: number) =>
    `${instance === undefined ? `Index ${index}` : `I:${instance}`}, ${mm2.toFixed(0)} mm²`,
  showSlice: 'Show',
  image: 'Image',
  imageOf: (instance: number | undefined, index: number) =>
    instance === undefined ? `index ${index}` : `I:${instance}, index ${index}`,
  position: 'z',
  zMm: (z: number) => `${z.toFixed(1)} mm`,
  area: 'Area',
  mm2: (value: number) => `${value.toFixed(1)} mm²`,
  sliceChosen: 'Choice',
  chosenByArea: 'largest area',
  chosenByReader: (largest: string) => `by the reader; largest area: ${largest}`,
  crop: 'Crop',
  cropAlt: 'What the networks see: the crop of the slice, padded to a square',
  cropSize: (kind: string, width: number, height: number, margin: number) =>
    `${kind}, ${width} x ${height}${margin === 0 ? '' : `, margin ${margin}`}`,
  window: 'Window',
  windowUsed: (center: number, width: number) => `C ${center} W ${width}`,

  resultsOf: (label: string) => `Prediction of ${label}`,
  targets: { tsr: 'TSR', tils: 'TILs', is: 'IS', time: 'TIME' },
  targetTitles: {
    tsr: 'Tumour-stroma ratio',
    tils: 'Tumour-infiltrating lymphocytes',
    is: 'Immune score',
    time: 'Tumour immune microenvironment type',
  },
  timeParts: { 'time.derived': 'TIME, counted', 'time.direct': 'TIME, own network' },
  classNames: { high: 'high', low: 'low' },
  probabilityOf: 'Probability',
  probabilityTitle: 'Of the class "high"',
  probability: (value: number) =>
    value > 0.9995 ? '> 0.999' : value < 0.0005 ? '< 0.001' : value.toFixed(3),
  threshold: 'Threshold',
  thresholdOf: (value: number, source: string) => `${value.toFixed(3)}, ${source}`,
  distance: 'Distance',
  distanceTitle: 'Of the probability to the threshold',
  distanceOf: (distance: number) => `${Math.abs(distance).toFixed(3)} ${distance < 0 ? 'below' : 'above'}`,
  auc: 'AUC',
  aucTitle: 'Measured for the very weights that ran',
  aucOf: (value: number, data: string) => `${value.toFixed(3)} on ${data}`,
  noAuc: 'The card of these weights names none.',
  time: 'TIME type',
  timeTitle: 'Tumour immune microenvironment type: counted from TSR, TILs and IS, and by its own network',
  timeCounted: 'Counted',
  timeCountedOf: (said: string, count: number) =>
    `${said}: ${count} of TSR, TILs and IS high, high from 2 on`,
  timeDirect: 'Own network',
  timeDisagrees: (counted: string, direct: string) =>
    `The two ways disagree: ${counted} by the count, ${direct} by its own network.`,
  limits: 'Limits',
  notEvaluable: 'Not evaluable',

  heatMap: 'Heat map (Grad-CAM)',
  heatMapShow: 'Show',
  heatMapOpacity: 'Opacity',
  heatMapLow: (said: string) => `0: no weight for "${said}"`,
  heatMapHigh: (max: number) => `1: most (raw ${max.toPrecision(3)})`,
  heatMapExplained: (target: string, said: string) =>
    `What made the network say ${target} "${said}", scaled to its own maximum. Coarse (7 x 7); it covers the crop, also outside the outline.`,
  heatMapEmpty: (target: string, said: string) =>
    `The network of ${target} marked nothing for "${said}" on this slice.`,
  heatMapStale: 'Of an outline that has changed since',
  heatMapOnImage: (target: string, said: string) => `Grad-CAM, ${target} "${said}", 7 x 7, coarse`,
  mapTile: (target: string, said: string) => `${target} "${said}"`,
  mapTileTitle: 'Lays this map over the slice',
  mapTilesExplained: 'Each map is scaled to its own maximum: compare places, not strengths.',

  compareModels: 'Networks compared',
  compare: 'Compare networks',
  compareAgain: 'Compare again',
  compareExplained: (targets: string) =>
    `Several networks are installed for ${targets}. The first of each is the one that predicts.`,
  modelsDisagree: (target: string) => `The networks of ${target} do not agree on its class.`,
  modelOf: (name: string, version: string) => `${name} ${version}`,

  details: 'How this was made',
  outlineUsed: 'Segmentation',
  modelFact: (target: string) => `${target} network`,
  engine: 'Engine',
  modelHash: (target: string) => `${target} SHA-256`,
  resultHash: 'Result hash',
  software: 'Software',
  preprocessing: 'Input',
  preprocessingOf: (crop: string, margin: number, side: number) =>
    `${crop} crop, margin ${margin} px, ${side} x ${side}`,
  threads: (count: number, isIsolated: boolean) => {
    if (count > 1) return `Networks ran on ${count} threads.`;
    return isIsolated
      ? 'Networks ran on one thread.'
      : 'Networks ran on one thread: this page is not cross-origin isolated.';
  },
} as const;
