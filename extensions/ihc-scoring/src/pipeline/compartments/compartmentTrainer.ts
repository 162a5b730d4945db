import { TimescopeError } from '@timescope/core/errors';
import type { PixelSource } from '@timescope/core/pixelSource';
import type { PixelRect } from '@timescope/core/raster';
import { prepareSlide, type PreparedSlide } from '../prepareSlide';
import { strokeShapes, type ClassStroke } from '../reading/classStroke';
import type { ScoreContext, ScoreRequest } from '../scoreRequest';
import { stainTables, type StainTables } from '../stain/stainTables';
import { tileReader, type TileReader } from '../tileReader';
import { isOnTissue } from '../tissue';
import { workingTile } from '../workingTile';
import type { PixelClassifier } from './pixelClassifier';
import { previewTiles, type PreviewTile } from './previewTiles';
import { trainPixelClassifier } from './trainPixelClassifier';

type Context = Pick<ScoreContext, 'signal' | 'report'>;

/** Learns the compartments of one slide and shows what a classifier makes of a part of it. */
export interface CompartmentTrainer {
  /**
   * With the stain that the request will be scored with.
   * @throws TimescopeError EMPTY_ROI when the strokes cannot be used.
   */
  train(
    name: string,
    strokes: readonly ClassStroke[],
    request: ScoreRequest,
    context: Context,
  ): Promise<PixelClassifier>;
  /** @param field in matrix pixels; its tiles go to `onTile` one after the other, the middle first. */
  preview(
    model: PixelClassifier,
    field: PixelRect,
    request: ScoreRequest,
    context: Context & { readonly onTile: (tile: PreviewTile) => void },
  ): Promise<void>;
}

interface Known {
  readonly key: string;
  readonly prepared: PreparedSlide;
  readonly stains: StainTables;
  readonly reader: TileReader;
}

/** What is known of the slide before a tile is read is worked out once for all calls of one stain. */
export function compartmentTrainer(source: PixelSource): CompartmentTrainer {
  let last: Known | undefined;
  const known = async (request: ScoreRequest, context: Context): Promise<Known> => {
    const key = JSON.stringify([request.preset, request.overrides]);
    if (last?.key === key) return last;
    // Stain and tissue are the slide's, whatever part of it is measured.
    const prepared = await prepareSlide(source, { ...request, annotations: [] }, context);
    last = { key, prepared, stains: stainTables(prepared.stain), reader: tileReader(source) };
    return last;
  };
  return {
    async train(name, strokes, request, context) {
      const { prepared, stains, reader } = await known(request, context);
      requireOnTissue(strokes, prepared);
      return trainPixelClassifier(name, strokeShapes(strokes), {
        frame: prepared.frame,
        stains,
        digest: request.slide.digest,
        readTile: async at => {
          context.signal?.throwIfAborted();
          return (await workingTile(reader, prepared.frame, at)).rgb;
        },
      });
    },
    async preview(model, field, request, context) {
      const { prepared, stains, reader } = await known(request, context);
      await previewTiles({ ...prepared, stains, model, reader }, field, context);
    },
  };
}

/** Lines on glass teach a classifier glass, which is left out anyway. */
function requireOnTissue(strokes: readonly ClassStroke[], { tissue }: PreparedSlide): void {
  for (const compartment of ['tumour', 'stroma'] as const) {
    const points = strokes.filter(stroke => stroke.compartment === compartment).flatMap(each => each.points);
    if (points.length > 0 && !points.some(point => isOnTissue(tissue, point)))
      throw new TimescopeError('EMPTY_ROI', `The lines for ${compartment} lie beside the tissue.`, {
        nextStep: `Draw a few lines on ${compartment} and train again.`,
      });
  }
}
