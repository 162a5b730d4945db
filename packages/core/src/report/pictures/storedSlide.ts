import { matrixOnSlide, segmentOnSlide, type MatrixOnSlide } from '../../dicom/read/segmentOnSlide';
import { readSegmentation, type Segment, type Segmentation } from '../../dicom/read/segmentation';
import { readSlide, type Slide } from '../../dicom/read/slide';
import { slidePixelSource } from '../../dicom/read/slidePixelSource';
import type { DicomwebClient } from '../../dicomweb/client';
import { TimescopeError } from '../../errors';
import type { DecodeFrame } from '../../pixelSource';
import type { Mask } from '../../raster';
import { slideOverview } from '../../slideOverview';
import type { SlideFacts } from '../reportFacts';
import type { Compartment, Hatch, OutlinedSlide } from './compartmentPicture';
import { storedFile } from './storedFile';

/** What of an archive and of decoders a slide's picture needs. */
interface SlidePorts {
  readonly client: Pick<DicomwebClient, 'seriesMetadata' | 'instance' | 'frame'>;
  readonly codecs: { readonly decodeFrame: DecodeFrame };
  readonly signal?: AbortSignal;
}

/** Longer side of the slide in the picture, in pixels. Ours: 41 mm in print. */
const LONGEST_SIDE = 480;

/**
 * The slide from far with its stored compartments; none where no tissue map was stored.
 * @throws TimescopeError of fetching and reading the slide and the map, TRUNCATED when a tile cannot be read, GEOMETRY
 *   when the map lies elsewhere, NOT_FOUND when the slide has no small level
 */
export async function storedSlide(facts: SlideFacts, ports: SlidePorts): Promise<OutlinedSlide> {
  const study = facts.source.studyInstanceUid;
  const slide = readSlide(await ports.client.seriesMetadata(study, facts.slideSeriesUid));
  const image = await overviewOf(slide, ports);
  const [finest] = slide.levels;
  const step = (finest?.width ?? image.width) / image.width;
  const tissue = facts.tissueMap && readSegmentation(await storedFile(ports.client, study, facts.tissueMap));
  const grid = { width: image.width, height: image.height, step };
  return {
    image,
    mmPerPixel: (step * (finest?.mpp.x ?? 0)) / 1000,
    compartments: (tissue?.segments ?? []).map(compartmentOf),
    classes: tissue ? classesOn(grid, tissue, slide) : newMask(grid),
  };
}

async function overviewOf(
  slide: Slide,
  { client, codecs, signal }: SlidePorts,
): Promise<OutlinedSlide['image']> {
  const { studyInstanceUid: study, seriesInstanceUid: series } = slide;
  const source = slidePixelSource(
    slide,
    (instance, frame) => client.frame({ study, series, instance }, frame, AS_STORED),
    codecs.decodeFrame,
  );
  const overview = await slideOverview(source, LONGEST_SIDE, signal);
  if (!overview)
    throw new TimescopeError('NOT_FOUND', 'The slide has no small level to make a picture of.', {
      nextStep: 'Store the slide with all levels of its pyramid.',
    });
  if (overview.unreadableTiles === 0) return overview.picture;
  throw new TimescopeError('TRUNCATED', `${overview.unreadableTiles} tiles of the slide cannot be read.`, {
    nextStep: 'Send the slide to the archive again.',
  });
}

/** Any transfer syntax: Orthanc converts whole files when it is asked for a certain one. */
const AS_STORED = '*';

/** By what the segment is (SNOMED CT), not by its name: neoplasm, malignant epithelial neoplasm, connective tissue. */
const HATCHES: Readonly<Record<string, Hatch>> = {
  '108369006': 'rising',
  '1187225007': 'rising',
  '21793004': 'dots',
};
const GREY = [141, 141, 141] as const;

const compartmentOf = ({ label, colour, type }: Segment): Compartment => ({
  label,
  colour: colour ?? GREY,
  hatch: HATCHES[type?.value ?? ''] ?? 'none',
});

interface OverviewGrid {
  readonly width: number;
  readonly height: number;
  /** Pixels of the finest level under one. */
  readonly step: number;
}

const newMask = ({ width, height }: OverviewGrid): Mask => ({
  width,
  height,
  values: new Uint8Array(width * height),
});

/** Of each pixel the class under its centre; of several the last. */
function classesOn(grid: OverviewGrid, tissue: Segmentation, slide: Slide): Mask {
  const classes = newMask(grid);
  const place = matrixOnSlide(tissue, slide);
  tissue.segments.forEach(({ number }, index) => {
    const segment = segmentOnSlide(tissue, number);
    const columns = under(grid.width, grid.step, place, 'x');
    const rows = under(grid.height, grid.step, place, 'y');
    rows.forEach((row, y) => {
      if (row < 0 || row >= segment.height) return;
      columns.forEach((column, x) => {
        const isInside = column >= 0 && column < segment.width;
        if (isInside && segment.values[row * segment.width + column] === 1)
          classes.values[y * grid.width + x] = index + 1;
      });
    });
  });
  return classes;
}

/** Columns or rows of the map under the centres of the overview's. */
const under = (count: number, step: number, place: MatrixOnSlide, axis: 'x' | 'y'): Int32Array =>
  Int32Array.from({ length: count }, (_, at) =>
    Math.floor(((at + 0.5) * step - place.origin[axis]) / place.step[axis]),
  );
