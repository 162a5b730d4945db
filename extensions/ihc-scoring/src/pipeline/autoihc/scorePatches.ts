import { tierNotes, type Network } from '@timescope/core/network';
import type { PixelSource } from '@timescope/core/pixelSource';
import { intersection, type PixelRect } from '@timescope/core/raster';
import { cardOf } from '@timescope/core/result/ranNetwork';
import type { PatchScore, PatchScores, PatchTarget } from '@timescope/core/result/patchScores';
import type { CompartmentMask } from '../compartments/compartmentMask';
import { trimmedMask } from '../compartments/trimmedMask';
import { markTissue } from '../markTissue';
import { prepareSlide, type PreparedSlide } from '../prepareSlide';
import type { ScoreContext, ScoreRequest } from '../scoreRequest';
import { stainTables, type StainTables } from '../stain/stainTables';
import { RUIFROK_H_DAB } from '../stain/stainVectors';
import { tileReader, type TileReader } from '../tileReader';
import { frameOf } from '../workingFrame';
import { workingTile } from '../workingTile';
import { scoreAnswer, tissueAnswer } from './patchAnswers';
import {
  HALO_PX,
  LEAST_TISSUE,
  PATCH_CLASSES,
  PATCH_MPP,
  PATCH_PX,
  requireNuclei,
  requireScoreNetwork,
  requireTissueNetwork,
  SEEN_PX,
} from './patchNetworks';
import { addToMask, emptyMask } from './patchMask';
import { grown, innerOf, mostProbable, stainPlane } from './patchPixels.kernel';
import { nucleiIn, patchNuclei, type PatchNuclei } from './patchNuclei';
import { hScoreOf, weightedScore } from './patchScore';

/** What tells tissue apart, what scores (a network, the formula, or nothing), and what finds nuclei. */
export interface PatchModels {
  readonly tissue: Network;
  readonly scorer: Network | 'formula' | undefined;
  /** Finds the nuclei that the request names a network for; without one the tissue network does. */
  readonly nuclei?: Network | undefined;
}

export interface FoundPatches {
  /** Tumour and stroma as far as there are any, one pixel for four by four of the patches' own. */
  readonly mask: CompartmentMask;
  /** Absent where nothing scores. */
  readonly scores?: PatchScores;
}

/**
 * AutoIHC (Yin et al. 2025): patches with at least 1 % tissue, their haematoxylin to the tissue network, cells = nuclei
 * grown by 4 um, target = tumour AND cells, each patch scored, all weighted by their target pixels.
 * Patches lie on a grid from the slide's corner, each seen with what is around it, so that neighbours fit without a seam.
 * @throws TimescopeError MODEL_MISMATCH for networks that do not fit, MODEL_OUTPUT for answers that make no sense, and what
 * preparing the slide throws
 */
export async function scorePatches(
  source: PixelSource,
  request: ScoreRequest,
  models: PatchModels,
  context: Pick<ScoreContext, 'report' | 'signal'>,
): Promise<FoundPatches> {
  requireModels(models);
  const slide = { ...(await prepareSlide(source, request, context)), frame: frameOf(source, PATCH_MPP) };
  const bench = {
    ...{ slide, models },
    reader: tileReader(source, context.signal),
    tables: tablesOf(slide, models),
    signal: context.signal,
    ...(models.scorer && separateNuclei(source, slide, models)),
  } satisfies Bench;
  const mask = emptyMask(slide.frame, models.tissue);
  const patches: PatchScore[] = [];
  const counts = new Float64Array(PATCH_CLASSES.length);
  const places = placesOf(slide);
  for (const [index, place] of places.entries()) {
    context.signal?.throwIfAborted();
    const patch = await lookAt(bench, place);
    addToMask(mask, place, patch.classes);
    patch.isTissue.forEach((is, i) => {
      const at = patch.classes[i] ?? 0;
      counts[at] = (counts[at] ?? 0) + is;
    });
    if (models.scorer) patches.push(await scored(bench, place, patch));
    context.report?.({ stage: 'tissue network', done: index + 1, total: places.length });
  }
  return {
    mask: trimmedMask(mask),
    ...(models.scorer && { scores: scoresOf(models, bench.nuclei, patches, counts) }),
  };
}

/** The cards' vectors are Ruifrok's, whatever the slide is scored with; the formula takes the slide's. */
function tablesOf({ stain }: PreparedSlide, { scorer }: PatchModels): PatchTables {
  const seen = stainTables({ white: stain.white, vectors: RUIFROK_H_DAB });
  const { dab } = scorer === 'formula' ? stainTables(stain) : seen;
  return { haematoxylin: seen.haematoxylin, dab };
}

/** Haematoxylin for the tissue network, DAB for what scores. */
type PatchTables = Pick<StainTables, 'haematoxylin' | 'dab'>;

interface Bench {
  readonly slide: PreparedSlide;
  readonly models: PatchModels;
  readonly reader: TileReader;
  readonly tables: PatchTables;
  readonly signal: AbortSignal | undefined;
  readonly nuclei?: PatchNuclei;
}

/** The network that the request names for nuclei, where it does. */
function separateNuclei(
  source: PixelSource,
  { settings: { detector }, stain }: PreparedSlide,
  { nuclei }: PatchModels,
): Pick<Bench, 'nuclei'> {
  if (!nuclei || detector.kind !== 'network') return {};
  return { nuclei: patchNuclei(source, nuclei, detector, stain.white) };
}

function requireModels({ tissue, scorer, nuclei }: PatchModels): void {
  requireTissueNetwork(tissue.card);
  if (scorer && !nuclei) requireNuclei(tissue.card);
  if (scorer && scorer !== 'formula') requireScoreNetwork(scorer.card);
}

/** A patch on the grid, in its pixels, and how much of it is tissue. */
interface PatchPlace extends PixelRect {
  readonly tissue: number;
}

/** The patches that hold enough tissue of the region, row by row. */
function placesOf({ frame, tissue }: PreparedSlide): PatchPlace[] {
  const { width, height, blockMatrix, sixteenths } = tissue;
  const across = Math.ceil(frame.width / PATCH_PX);
  const shares = new Float64Array(across * Math.ceil(frame.height / PATCH_PX));
  const block = {
    x: blockMatrix.x / frame.matrixStep.x / PATCH_PX,
    y: blockMatrix.y / frame.matrixStep.y / PATCH_PX,
  };
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const at = Math.floor((row + 0.5) * block.y) * across + Math.floor((column + 0.5) * block.x);
      const share = ((sixteenths[row * width + column] ?? 0) / 16) * block.x * block.y;
      if (at < shares.length) shares[at] = (shares[at] ?? 0) + share;
    }
  return Array.from(shares, (share, at) => ({
    x: (at % across) * PATCH_PX,
    y: Math.floor(at / across) * PATCH_PX,
    ...{ width: PATCH_PX, height: PATCH_PX, tissue: Math.min(1, share) },
  })).filter(place => place.tissue >= LEAST_TISSUE);
}

/** What is known of a patch's own pixels. */
interface SeenPatch {
  readonly classes: Uint8Array;
  /** 1 in tissue of the region. */
  readonly isTissue: Uint8Array;
  /** 1 within cells; all 0 where the network finds no nuclei. */
  readonly cells: Uint8Array;
  readonly dab: Float32Array;
}

/** Cells are nuclei grown by 4 um (Yin et al. 2025). */
const GROWN_PX = Math.round(4 / PATCH_MPP);

async function lookAt(bench: Bench, place: PatchPlace): Promise<SeenPatch> {
  const { slide, models, reader, tables } = bench;
  const { frame, region, tissue } = slide;
  const corner = { x: place.x - HALO_PX, y: place.y - HALO_PX };
  const onSlide = { x: 0, y: 0, width: frame.width, height: frame.height };
  const at = intersection({ ...corner, width: SEEN_PX, height: SEEN_PX }, onSlide) ?? onSlide;
  const { rgb, gaps } = await workingTile(reader, frame, at);
  const { card } = models.tissue;
  const values = stainPlane(rgb, at, corner, SEEN_PX, tables.haematoxylin);
  const found = tissueAnswer(card, await models.tissue.run({ shape: card.input.shape, values }));
  const seen = mostProbable(found.classes, PATCH_CLASSES.length);
  const marks = {
    counts: new Uint8Array(PATCH_PX * PATCH_PX),
    inTissue: new Uint8Array(PATCH_PX * PATCH_PX),
  };
  region.mark({ at: place, step: frame.matrixStep }, marks.counts);
  markTissue(tissue, frame, gaps, place, marks);
  return {
    classes: innerOf(seen, SEEN_PX, HALO_PX),
    isTissue: marks.inTissue,
    cells: bench.nuclei
      ? await separateCells(bench.nuclei, bench, place)
      : cellsOf(found.nuclei, card.threshold.value, SEEN_PX, HALO_PX),
    dab: stainPlane(rgb, at, place, PATCH_PX, tables.dab),
  };
}

/** 1 within cells of the patch. @param values nuclei of the patch with a margin around it */
const cellsOf = (
  values: Float32Array = new Float32Array(SEEN_PX * SEEN_PX),
  threshold: number,
  edge: number,
  margin: number,
): Uint8Array => innerOf(grown(values, edge, threshold, GROWN_PX), edge, margin);

async function separateCells(
  nuclei: PatchNuclei,
  { slide: { frame }, reader, signal }: Bench,
  { x, y }: PatchPlace,
): Promise<Uint8Array> {
  const edge = PATCH_PX + 2 * GROWN_PX;
  const square = { x: x - GROWN_PX, y: y - GROWN_PX, width: edge, height: edge };
  const values = await nucleiIn(square, frame, nuclei, reader, signal);
  return cellsOf(values, nuclei.detector.threshold, edge, GROWN_PX);
}

async function scored(bench: Bench, place: PatchPlace, patch: SeenPatch): Promise<PatchScore> {
  const { matrixStep } = bench.slide.frame;
  const of = (name: (typeof PATCH_CLASSES)[number]) => targetScore(bench, patch, PATCH_CLASSES.indexOf(name));
  return {
    x: place.x * matrixStep.x,
    y: place.y * matrixStep.y,
    tissue: place.tissue,
    tumour: await of('tumour'),
    stroma: await of('stroma'),
  };
}

async function targetScore(
  { slide, models }: Bench,
  { classes, isTissue, cells, dab }: SeenPatch,
  wanted: number,
): Promise<PatchTarget> {
  const target = classes.map((each, i) => (each === wanted && isTissue[i] === 1 ? (cells[i] ?? 0) : 0));
  const pixels = target.reduce((sum, is) => sum + is, 0);
  if (pixels === 0 || models.scorer === undefined) return { pixels, hScore: null };
  if (models.scorer === 'formula')
    return { pixels, hScore: hScoreOf(dab, target, slide.settings.gradeThresholds) };
  const values = new Float32Array(2 * dab.length);
  values.set(dab);
  values.set(target, dab.length);
  const { card } = models.scorer;
  const answer = await models.scorer.run({ shape: card.input.shape, values });
  return { pixels, hScore: scoreAnswer(card, answer) };
}

/** AutoIHC reads too high where tumour is less than this of the tissue, in percent (Yin et al. 2025, Discussion). */
const LITTLE_TUMOUR = 10;

function scoresOf(
  { tissue, scorer }: PatchModels,
  nuclei: PatchNuclei | undefined,
  patches: readonly PatchScore[],
  counts: Float64Array,
): PatchScores {
  const all = counts.reduce((sum, each) => sum + each, 0);
  const tumourPercent = all === 0 ? null : (100 * (counts[0] ?? 0)) / all;
  const network = scorer === 'formula' ? undefined : scorer;
  const networks = [tissue, network, nuclei?.network].filter(each => each !== undefined);
  const hScore = {
    tumour: weightedScore(patches.map(patch => patch.tumour)),
    stroma: weightedScore(patches.map(patch => patch.stroma)),
  };
  return {
    ...{ patchPx: PATCH_PX, mpp: PATCH_MPP, hScore, tumourPercent, patches },
    tissue: nameOf(tissue),
    scorer: network ? nameOf(network) : 'formula',
    ...(nuclei && { nuclei: nameOf(nuclei.network) }),
    networks: {
      tissue: cardOf(tissue),
      ...(network && { scorer: cardOf(network) }),
      ...(nuclei && { nuclei: cardOf(nuclei.network) }),
    },
    ...fasterTier(networks),
    isSyntheticTrained: networks.some(({ card }) => card.trainedOn.synthetic),
    notes: [
      ...tierNotes(networks),
      ...(all === 0 ? ['No patch holds 1 % of tissue: there is nothing to score.'] : []),
      ...(all > 0 && hScore.tumour === null
        ? ['No cell of tumour was found: its H-score is not evaluable.']
        : []),
      ...(tumourPercent !== null && hScore.tumour !== null && tumourPercent < LITTLE_TUMOUR
        ? [
            `Tumour is ${tumourPercent.toFixed(1)} % of the tissue; below ${LITTLE_TUMOUR} % AutoIHC reads too high.`,
          ]
        : []),
    ],
  };
}

const nameOf = ({ card: { name, version } }: Network): string => `${name} ${version}`;

/** The tier that makes the answers those of this machine. */
function fasterTier(networks: readonly Network[]): Pick<PatchScores, 'tier'> {
  const tier = networks.map(network => network.tier).find(each => each !== 'reference');
  return tier ? { tier } : {};
}
