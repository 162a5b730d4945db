const digits = (value: number, places: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: places, maximumFractionDigits: places });

/** Texts of the stain check, the tissue and the stain channels. */
export const stain = {
  tissue: 'Tissue',
  lookingAt: (what: string) => `Looking at the slide: ${what}`,
  lookAgain: 'Look again',
  tissueFound: (mm2: number, percent: number) =>
    `${digits(mm2, mm2 < 1 ? 3 : 2)} mm² (${digits(percent, 1)} % of the slide)`,
  tissueExtent: 'Found',
  noTissueFound: 'No tissue was found on the slide; there is nothing to measure.',
  leftOut: 'Left out',
  leftOutKinds: { pen: 'ink', fold: 'folds', blank: 'blank', excluded: 'excluded' },
  leftOutShare: (name: string, percent: number) =>
    `${name} ${percent > 0 && percent < 0.1 ? '< 0.1' : digits(percent, 1)} %`,
  leftOutHint:
    'Ink and folds in percent of the tissue with what was left out of it, blank in percent of the whole slide. What is out of focus is found with the cells.',
  tissueLevel: (mpp: number) => `Looked at ${digits(mpp, 2)} µm per pixel, in blocks of 8 µm.`,
  tissueAssumed: 'A part of the overview could not be read and is taken for tissue.',
  showTissue: 'Outline',
  inkOnSlide: 'ink',
  foldOnSlide: 'fold',
  tissueOnSlide: 'tissue',

  stainCheck: 'Stain check',
  stainsAgree: (haematoxylin: string, dab: string, degrees: { haematoxylin: number; dab: number }) =>
    `Nothing speaks against white and stain vectors: ${haematoxylin.toLowerCase()} is ${digits(degrees.haematoxylin, 0)}° from the slide’s own, ${dab} ${digits(degrees.dab, 0)}° (a warning from 20°). Scores may still change with the slide’s own vectors.`,
  stainsNotCompared:
    'Nothing speaks against the white. The slide shows too little stain to compare the vectors with its own.',
  stainNames: { haematoxylin: 'Haematoxylin', dab: 'DAB', eosin: 'Eosin', residual: 'Residual' },
  stainInUse: { 'h-dab': 'In use', 'h-e': 'Shown with' },
  glass: 'White',
  vectorText: (vector: readonly number[]) => vector.map(value => digits(value, 2)).join(' '),
  whiteText: (rgb: readonly number[]) => rgb.join(' / '),
  notEstimated: 'too little stained tissue',
  stainOfSlide: 'The slide’s own, QuPath’s way',
  stainOfSlideMacenko: 'The slide’s own, Macenko’s way',
  sources: {
    default: 'the marker’s own vectors (Ruifrok)',
    fixed: 'vectors of the preset',
    qupath: 'the slide’s own, QuPath’s way',
    macenko: 'the slide’s own, Macenko’s way',
  },
  autoWays: { qupath: 'Auto (QuPath)', macenko: 'Auto (Macenko)' },
  autoHints: {
    qupath: 'Score with the white and the vectors that this slide shows itself, estimated in QuPath’s way.',
    macenko: 'Score with the white and the vectors that this slide shows itself, estimated in Macenko’s way.',
  },
  scoredWith: (source: string) => `Scored with ${source}.`,
  stainDetails: 'Optical densities and vectors',
  resetStain: 'Reset',
  resetStainHint: 'Back to the marker’s own white and vectors.',
  densityPlot: (pixels: number) => `Optical densities of ${digits(pixels, 0)} pixels of the tissue`,
  plotHint:
    'Each dot is a pixel in its own colour. The axes are the vectors in use; the lines show where the slide’s own stains lie.',
  stainAxis: (name: string) => `${name} OD`,
  coloursOnPanel:
    'Scores and channels are computed from the colours as stored, without ICC correction; the viewer’s picture of the slide is ICC-corrected where the slide has a profile.',

  severalLayers: (paths: number, planes: number) =>
    `The slide has ${[paths > 1 ? `${paths} optical paths` : '', planes > 1 ? `${planes} focal planes` : ''].filter(Boolean).join(' and ')}. One is looked at and measured, never a mean of them: choose which.`,
  layerNotShown:
    'The viewer may show another one of this slide than is measured: it cannot be told which. Use the stain channels to see the one that is measured.',
  opticalPath: 'Optical path',
  focalPlane: 'Focal plane',
  focalPlaneName: (number: number, depthUm: number | undefined) =>
    depthUm === undefined ? `${number}` : `${number} (at ${digits(depthUm, 1)} µm)`,

  channels: 'Stain on the slide',
  channelOff: 'Slide',
  channelScale: (name: string, darkest: number) => `${name}: optical density 0 to ${digits(darkest, 1)}`,
  channelMeaning: 'What the slide looks like with this stain alone.',
  residualMeaning: 'What neither stain explains, of either sign.',
  channelDarkest: (darkest: number) => `${digits(darkest, 1)} or more`,
  channelMissing: (tiles: number) => `${tiles} tiles still to compute`,
} as const;
