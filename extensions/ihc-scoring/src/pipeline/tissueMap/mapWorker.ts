import type { PixelSource } from '@timescope/core/pixelSource';
import { intersection, newRgbRaster, type PixelRect, type RgbRaster } from '@timescope/core/raster';
import { fillAnnotation } from '../annotations/fillAnnotation';
import { CLASSIFIER_MARGIN, classifyPixels } from '../compartments/classifyPixels';
import { STROMA, TUMOUR } from '../compartments/compartmentSource';
import { markTissue } from '../markTissue';
import { regionOf, type Region } from '../region';
import { stainTables, type StainTables } from '../stain/stainTables';
import { tileReader, type TileReader } from '../tileReader';
import { levelAt, withMargin } from '../workingFrame';
import { workingTile } from '../workingTile';
import { codeOf, MAP_CLASSES } from './classMap';
import { cellRect, ownRect, tileRect, type MapSquare } from './mapGrid';
import type { MapJob, MapOutcome, MapTask, MapWorker } from './mapJob';
import { preparedAreas, type PreparedArea } from './preparedAreas';
import { tallyPixels, type LabelledPixels } from './tallySquare.kernel';
import type { TileClassifier } from './tissueSource';

/** A tile is classed by a network when at least this share of its own pixels is tissue. Ours. */
const LEAST_TISSUE = 0.1;

interface Bench {
  readonly job: MapJob;
  readonly reader: TileReader;
  readonly region: Region;
  readonly stains: StainTables;
  readonly areas: readonly PreparedArea[];
  readonly network: TileClassifier | undefined;
  readonly signal: AbortSignal | undefined;
}

/** A worker that reads a slide's pixels from `source` and classes its tiles. @param network for that kind of source */
export function mapWorker(
  source: PixelSource,
  job: MapJob,
  network?: TileClassifier,
  signal?: AbortSignal,
): MapWorker {
  if (job.source.kind === 'network' && !network) throw new RangeError('The network was not opened.');
  const bench = {
    ...{ job, network, signal },
    reader: tileReader(source, signal),
    region: regionOf(job.limits, levelAt(source, 0)),
    stains: stainTables(job.stain),
    areas: preparedAreas(job.areas),
  };
  return { measure: task => measured(bench, task) };
}

async function measured(bench: Bench, task: MapTask): Promise<MapOutcome> {
  bench.signal?.throwIfAborted();
  const { frame, source } = bench.job;
  const own = boxAround(task.squares.map(square => ownRect(square, frame)));
  const seen = seenBy(bench.job, task, own);
  // Drawn areas need no pixels.
  const tile = source.kind === 'drawn' ? undefined : await workingTile(bench.reader, frame, seen);
  const gaps = tile?.gaps ?? [];
  const pixels = markedPixels(bench, seen, gaps);
  if (tile && source.kind === 'pixel-classifier') labelByModel(bench, tile.rgb, pixels);
  else pixels.labels.fill(codeOf('OTH'));
  const isDrawn = drawAreas(bench, pixels);
  const outcome = sharesOf(bench, task, pixels);
  if (tile && source.kind === 'network')
    await classTiles(bench, task, { rgb: tile.rgb, pixels, isDrawn }, outcome);
  return { index: task.index, ...outcome, gaps };
}

function seenBy({ source, frame }: MapJob, { squares }: MapTask, own: PixelRect): PixelRect {
  if (source.kind === 'pixel-classifier') return withMargin(own, CLASSIFIER_MARGIN, frame);
  return source.kind === 'network' ? boxAround([own, ...squares.map(tileRect)]) : own;
}

function markedPixels({ job, region }: Bench, at: PixelRect, gaps: MapOutcome['gaps']): LabelledPixels {
  const size = at.width * at.height;
  const marks = { counts: new Uint8Array(size), inTissue: new Uint8Array(size) };
  region.mark({ at, step: job.frame.matrixStep }, marks.counts);
  markTissue(job.tissue, job.frame, gaps, at, marks);
  return { at, labels: new Uint8Array(size), inTissue: marks.inTissue };
}

/** Codes of the compartments as codes of the map. */
function labelByModel({ job, stains }: Bench, rgb: RgbRaster, { at, labels }: LabelledPixels): void {
  if (job.source.kind !== 'pixel-classifier') return;
  classifyPixels(job.source.model, rgb, at, stains, labels);
  const codes = [codeOf('OTH'), 0, 0];
  codes[TUMOUR] = codeOf('TUM');
  codes[STROMA] = codeOf('STR');
  labels.forEach((label, pixel) => (labels[pixel] = codes[label] ?? 0));
}

/** @returns 1 for each pixel under a drawn area */
function drawAreas({ job, areas }: Bench, { at, labels }: LabelledPixels): Uint8Array {
  const isDrawn = new Uint8Array(areas.length === 0 ? 0 : labels.length);
  for (const { code, edges } of areas) {
    fillAnnotation(edges, { at, step: job.frame.matrixStep }, code, labels);
    fillAnnotation(edges, { at, step: job.frame.matrixStep }, 1, isDrawn);
  }
  return isDrawn;
}

type Found = Pick<MapOutcome, 'shares' | 'tissuePixels'>;

/** What of each square's tissue is of which class. */
function sharesOf({ job }: Bench, { squares }: MapTask, pixels: LabelledPixels): Found {
  const shares = new Float32Array(MAP_CLASSES.length * squares.length);
  const tissuePixels: number[] = [];
  squares.forEach((square, index) => {
    const counts = new Uint32Array(MAP_CLASSES.length + 1);
    let tissue = 0;
    for (const part of cellParts(square, job)) {
      const own = part ? tallyPixels(pixels, part, counts) : 0;
      tissuePixels.push(own);
      tissue += own;
    }
    if (tissue === 0) return;
    MAP_CLASSES.forEach(
      (_, at) => (shares[index * MAP_CLASSES.length + at] = (counts[at + 1] ?? 0) / tissue),
    );
  });
  return { shares, tissuePixels: Uint16Array.from(tissuePixels) };
}

/** The square's cells row by row; undefined for those beyond the slide. */
function* cellParts({ column, row, span }: MapSquare, { frame }: MapJob): Generator<PixelRect | undefined> {
  for (let y = row; y < row + span; y++)
    for (let x = column; x < column + span; x++) {
      const part = cellRect(x, y, frame);
      yield part.width > 0 && part.height > 0 ? part : undefined;
    }
}

/** Puts the network's probabilities in the place of the shares, but where a reader drew over half of the tile's tissue. */
async function classTiles(
  bench: Bench,
  { squares }: MapTask,
  { rgb, pixels, isDrawn }: { rgb: RgbRaster; pixels: LabelledPixels; isDrawn: Uint8Array },
  { shares, tissuePixels }: Found,
): Promise<void> {
  const classes = MAP_CLASSES.length;
  const wanted: number[] = [];
  let cell = 0;
  squares.forEach((square, index) => {
    const end = cell + square.span * square.span;
    const tissue = tissuePixels.subarray(cell, end).reduce((sum, own) => sum + own, 0);
    const own = ownRect(square, bench.job.frame);
    if (tissue > 0 && tissue < LEAST_TISSUE * own.width * own.height) {
      tissuePixels.fill(0, cell, end);
      shares.fill(0, index * classes, (index + 1) * classes);
    } else if (tissue > 0 && 2 * drawnIn(pixels, isDrawn, own) < tissue) wanted.push(index);
    cell = end;
  });
  const tiles = wanted.flatMap(index => {
    const square = squares[index];
    return square ? [cropped(rgb, pixels.at, tileRect(square))] : [];
  });
  const found = tiles.length === 0 ? [] : await bench.network?.classify(tiles, bench.signal);
  wanted.forEach((index, at) => {
    shares.fill(0, index * classes, (index + 1) * classes);
    shares.set(found?.[at] ?? [], index * classes);
  });
}

function drawnIn({ at, inTissue }: LabelledPixels, isDrawn: Uint8Array, own: PixelRect): number {
  if (isDrawn.length === 0) return 0;
  const counts = new Uint32Array(2);
  tallyPixels({ at, labels: isDrawn, inTissue }, own, counts);
  return counts[1] ?? 0;
}

function cropped(rgb: RgbRaster, at: PixelRect, wanted: PixelRect): RgbRaster {
  const tile = newRgbRaster(wanted.width, wanted.height);
  const shared = intersection(at, wanted);
  if (!shared) return tile;
  for (let y = shared.y; y < shared.y + shared.height; y++) {
    const from = 3 * ((y - at.y) * at.width + shared.x - at.x);
    const to = 3 * ((y - wanted.y) * wanted.width + shared.x - wanted.x);
    tile.values.set(rgb.values.subarray(from, from + 3 * shared.width), to);
  }
  return tile;
}

function boxAround(rects: readonly PixelRect[]): PixelRect {
  const x = Math.min(...rects.map(rect => rect.x));
  const y = Math.min(...rects.map(rect => rect.y));
  const right = Math.max(...rects.map(rect => rect.x + rect.width));
  const lower = Math.max(...rects.map(rect => rect.y + rect.height));
  return { x, y, width: right - x, height: lower - y };
}
