import { TimescopeError } from '../../errors';
import { number } from '../json';
import type { SlideImage } from './slideImages';
import {
  chosenLayer,
  distance,
  nearestLayer,
  type ChosenLayer,
  type LayerChoice,
  type LayersOffered,
} from './slideLayers';
import { readableImage, slideLevel, type ReadableImage, type SlideLevel } from './slideLevel';

interface Pyramid {
  /** Ordered from the finest; empty when none can be read. */
  readonly levels: readonly SlideLevel[];
  readonly refusals: readonly TimescopeError[];
  readonly warnings: readonly string[];
  /** Undefined when no image can be read. */
  readonly layers?: LayersOffered;
}

/** The levels of the chosen optical path and focal plane. What cannot be read is among the refusals. */
export function readPyramid(
  images: readonly SlideImage[],
  choice: LayerChoice & { readonly mpp?: number },
  earlier: readonly TimescopeError[],
): Pyramid {
  const widest = Math.max(...images.map(({ dataset }) => number(dataset, '00480006') ?? 1));
  const assumedMpp = (width: number) =>
    choice.mpp === undefined ? undefined : (choice.mpp * widest) / width;
  const { read, refusals } = attempted(images, image => readableImage(image, assumedMpp));
  if (read.length === 0) return { levels: [], refusals: [...earlier, ...refusals], warnings: [] };
  const readable = [...read].sort(bySize);
  const layer = chosenLayer(
    readable.flatMap(({ layers }) => layers),
    choice,
  );
  const laidOut = attempted(imagesOfLayer(readable, layer), image => slideLevel(image.readable, image.layer));
  const covering = attempted(laidOut.read, level => requireSameField(level, laidOut.read[0] ?? level));
  return {
    levels: covering.read,
    refusals: [...earlier, ...refusals, ...laidOut.refusals, ...covering.refusals],
    warnings: layer.warnings,
    layers: offered(layer),
  };
}

const offered = ({ opticalPaths, opticalPath, depthsUm, plane }: ChosenLayer): LayersOffered => ({
  opticalPaths,
  opticalPath,
  depthsUm,
  plane,
});

/** What can be read, and why the rest cannot. A wrong choice of the reader ends it all. */
function attempted<From, To>(all: readonly From[], read: (one: From) => To) {
  const done: To[] = [];
  const refusals: TimescopeError[] = [];
  for (const one of all) {
    try {
      done.push(read(one));
    } catch (thrown) {
      if (!(thrown instanceof TimescopeError) || thrown.kind === 'usage') throw thrown;
      refusals.push(thrown);
    }
  }
  return { read: done, refusals };
}

const bySize = ({ description: a }: ReadableImage, { description: b }: ReadableImage): number =>
  b.width - a.width || b.height - a.height;

/** Of the images of one size, which hold other paths or planes, the one whose plane is nearest. */
function imagesOfLayer(readable: readonly ReadableImage[], chosen: ChosenLayer) {
  const best = new Map<
    string,
    { readable: ReadableImage; layer: NonNullable<ReturnType<typeof nearestLayer>> }
  >();
  for (const image of readable) {
    const layer = nearestLayer(image.layers, chosen);
    if (!layer) continue;
    const size = `${image.description.width} x ${image.description.height}`;
    const other = best.get(size);
    const depth = chosen.depthUm ?? 0;
    if (!other || distance(layer, depth) < distance(other.layer, depth))
      best.set(size, { readable: image, layer });
  }
  return [...best.values()];
}

/** Levels are rounded to whole pixels; more difference than this means another piece of glass or a wrong spacing. Ours. */
const MOST_DIFFERENT = 0.02;
const ROUNDED_PIXELS = 2;

/** A level must show the field of the finest one, else its spacing is wrong and cells would lie in the wrong place. */
function requireSameField(level: SlideLevel, finest: SlideLevel): SlideLevel {
  const differs = (own: number, finestUm: number, mpp: number) => {
    const off = Math.abs(own * mpp - finestUm);
    return off > MOST_DIFFERENT * finestUm && off > ROUNDED_PIXELS * mpp;
  };
  const x = differs(level.width, finest.width * finest.mpp.x, level.mpp.x);
  const y = differs(level.height, finest.height * finest.mpp.y, level.mpp.y);
  if (!x && !y) return level;
  throw new TimescopeError(
    'GEOMETRY',
    `Level of ${level.width} x ${level.height} pixels does not show the field of the finest level, by its pixel size.`,
    {
      nextStep: 'Export the slide again from its scanner or archive.',
      fields: { uid: level.sopInstanceUid },
    },
  );
}
