import { TimescopeError } from '@timescope/core/errors';
import { intersection } from '@timescope/core/raster';
import { TISSUE_NAMES } from '@timescope/core/tissueClass';
import { ringEdges } from '@timescope/extension-ihc-scoring/pipeline/annotations/ringEdges';
import { PIXEL_CLASSIFIER } from '@timescope/extension-ihc-scoring/pipeline/compartments/pixelClassifier';
import { parseClassifier } from '@timescope/extension-ihc-scoring/pipeline/forest/storedClassifier';
import {
  tissueAreas,
  type DrawnOnSlide,
} from '@timescope/extension-ihc-scoring/pipeline/tissueMap/tissueAreas';
import { hasRole } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/compartmentsOfMap';
import type { TissueSource } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/tissueSource';
import path from 'node:path';
import { saidOf } from '../saidOf';
import { modelIn } from '../score/models';
import { readGeoJson } from '../score/readAnnotations';
import type { AskedSlide, ImmuneArguments } from './immuneArguments';
import { networkTissueNamed } from './tileNetworks';

/**
 * What a call says of a slide's tissue.
 * @throws TimescopeError USAGE for drawn areas without tumour or stroma and no model, and what the parsers throw
 */
export async function tissueOfSlide(
  { name, roi, compartments, network }: AskedSlide,
  { models, tier }: Pick<ImmuneArguments, 'models' | 'tier'>,
): Promise<{
  readonly drawn: DrawnOnSlide;
  readonly tissue: TissueSource;
}> {
  const drawn =
    roi === undefined
      ? NOTHING_DRAWN
      : await saidOf(`--roi-${name} ${roi}`, async () => tissueAreas(await readGeoJson(roi)));
  if (compartments !== undefined) {
    requireKnownRoles(drawn, name);
    const model = parseClassifier(PIXEL_CLASSIFIER, await modelIn(compartments));
    return { drawn, tissue: { kind: 'pixel-classifier', model } };
  }
  if (network !== undefined) return { drawn, tissue: await networkTissueNamed(models, network, tier) };
  const classes = new Set(drawn.tissue.map(({ className }) => className));
  if (!classes.has('TUM') && !classes.has('STR'))
    throw new TimescopeError(
      'USAGE',
      `The areas of --roi-${name} hold neither tumour nor stroma, and no model was given.`,
      {
        kind: 'usage',
        nextStep: `Draw areas of the classes Tumor and Stroma, add --compartments-${name} MODEL.json, or --tissue tiles-fast for a network.`,
      },
    );
  return { drawn, tissue: { kind: 'drawn', name: `drawn areas (${path.basename(roi ?? '')})` } };
}

/**
 * Before anything is measured. @param matrix of the full-resolution image, in pixels
 * @throws TimescopeError USAGE where no area that tells tissue apart touches the slide
 */
export function requireAreasOnSlide(
  name: AskedSlide['name'],
  { tissue }: DrawnOnSlide,
  { width, height }: { readonly width: number; readonly height: number },
): void {
  const slide = { x: 0, y: 0, width, height };
  if (tissue.length === 0 || tissue.some(({ rings }) => intersection(ringEdges(rings).bounds, slide))) return;
  throw new TimescopeError(
    'USAGE',
    `The areas of --roi-${name} lie outside the image, which is ${width} x ${height} px.`,
    {
      kind: 'usage',
      nextStep: 'Give the areas that were drawn on this slide, in pixels of its full resolution.',
    },
  );
}

/** A model's other tissue has no classes of its own to draw over. @throws TimescopeError USAGE */
function requireKnownRoles({ tissue }: DrawnOnSlide, name: AskedSlide['name']): void {
  const other = tissue.find(area => !hasRole(area));
  if (!other) return;
  throw new TimescopeError(
    'USAGE',
    `--roi-${name} has areas of ${other.className === 'OTH' ? 'other tissue' : TISSUE_NAMES[other.className]}, which do not go over a pixel classifier; only tumour, stroma and other tissue do.`,
    { kind: 'usage', nextStep: 'Give them the class Ignore*, or draw all tissue and leave the model out.' },
  );
}

const NOTHING_DRAWN: DrawnOnSlide = { tissue: [], limits: [] };
