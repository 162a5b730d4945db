/** What of a cell is graded. */
export const MEASURED_PARTS = {
  nucleus: 'the nucleus',
  cytoplasm: 'the cytoplasm',
  membrane: 'the membrane (1 µm on either side)',
  cell: 'the whole cell',
  'cell-all-round': 'the whole cell (two thirds of it where the border is not brown all round)',
} as const;

const TISSUE: Readonly<Record<string, string>> = {
  drawn: 'drawn areas',
  'pixel-classifier': 'a pixel classifier',
  network: 'a network',
  mask: 'a mask',
};

const DETECTORS: Readonly<Record<string, string>> = {
  generic: 'by the built-in detector',
  qupath: "by QuPath's method",
  network: 'by a network',
};

/** How results name a method: it must be the same text for the same method, so it is short. */
const METHOD =
  /([\w.-]+): (\S+) nuclei, DAB of the ([\w-]+) at least ([\d.]+) OD(?:; tissue: (drawn|pixel-classifier|network|mask))?/g;

/** A sentence of the pipeline in the reader's words and signs, with the methods that it names. */
export const inWords = (sentence: string): string =>
  withSigns(
    sentence.replace(
      METHOD,
      (_, preset: string, detector: string, measured: string, density: string, tissue?: string) =>
        [
          `${preset.toUpperCase()}: nuclei found ${DETECTORS[detector] ?? `by ${detector}`}`,
          `positive where the brown stain (DAB) of ${(MEASURED_PARTS as Readonly<Record<string, string>>)[measured] ?? measured} has an optical density of ${density} or more`,
          ...(tissue === undefined ? [] : [`tumour and stroma by ${TISSUE[tissue] ?? tissue}`]),
        ].join(', '),
    ),
  );

/** A sentence of the pipeline with the signs of units. */
const withSigns = (sentence: string): string => sentence.replace(/\bmm2\b/g, 'mm²').replace(/\bum\b/g, 'µm');
