import type { PixelSource } from '@timescope/core/pixelSource';
import type { ReportProgress } from '@timescope/core/progress';
import type { Warning } from '@timescope/core/warning';
import type { CellTable } from '../cellTable';
import type { Preset } from '../presets/preset';
import type { ScoreOutcome, ScoreRequest } from '../scoreRequest';
import { scoreSlide } from '../scoreSlide';
import type { TileRunner } from '../slideJob';
import { classAreas, mapHash, type ClassMap } from '../tissueMap/classMap';
import { compartmentsOfMap } from '../tissueMap/compartmentsOfMap';
import type { MapRunner } from '../tissueMap/mapJob';
import { mapTissue, type MapRequest } from '../tissueMap/mapTissue';
import type { DrawnOnSlide } from '../tissueMap/tissueAreas';
import type { TissueSource } from '../tissueMap/tissueSource';
import { countedSlide, type FieldsOfPlaces } from './countedSlide';
import type { ImmuneMarker } from './immuneDensities';
import { movedFields, proposedFields } from './immuneFields';
import type { CountedSlide, ImmuneSettings, MappedSlide, StromaSlide } from './immuneResult';
import type { FieldPlace } from './immuneScore';
import type { PlacedField } from './placedField';
import { positiveCells, type PositiveCells } from './positiveCells';
import { proposeTils } from './proposeTils';
import { stromaOfFields, stromaOfPlaced } from './stromaFields';
import { stromaRatio } from './stromaRatio';
import { tumourPlaces } from './tumourPlaces';

/** What is asked for of one slide. */
export interface SlideToMeasure {
  readonly preset: Preset;
  readonly drawn: DrawnOnSlide;
  readonly tissue: TissueSource;
  readonly slide: ScoreRequest['slide'];
  readonly settings: ImmuneSettings;
  /** Fields that a reader put elsewhere than where they are proposed. */
  readonly placed: readonly PlacedField[];
}

export interface MeasureContext {
  readonly report?: ReportProgress;
  readonly signal?: AbortSignal;
  readonly mapRunner: MapRunner;
  readonly runner?: TileRunner;
  /** The request that the cells are counted by, before the first of them. */
  readonly onRequest?: (request: ScoreRequest) => Promise<void> | void;
  readonly onCells?: (cells: CellTable) => Promise<void> | void;
}

export interface MeasuredCounts {
  readonly slide: CountedSlide;
  readonly map: ClassMap;
  readonly outcome: ScoreOutcome;
}

/** Maps the tissue of a CD3 or CD8 slide, counts its positive cells, and proposes the fields of the immune score. */
export async function measureCounts(
  marker: ImmuneMarker,
  source: PixelSource,
  asked: SlideToMeasure,
  context: MeasureContext,
): Promise<MeasuredCounts> {
  const map = await mapTissue(source, mapRequestOf(asked), { ...context, runner: context.mapRunner });
  const { drawn, preset, slide, settings } = asked;
  const request = { preset, slide, ...compartmentsOfMap(map, asked.tissue, drawn.tissue, drawn.limits) };
  const positive = positiveCells(preset.measured);
  await context.onRequest?.(request);
  const { report, signal, runner } = context;
  const outcome = await scoreSlide(source, request, {
    ...(report && { report }),
    ...(signal && { signal }),
    ...(runner && { runner }),
    onCells: async cells => {
      positive.add(cells);
      await context.onCells?.(cells);
    },
  });
  const mapped = mappedSlide(asked, map, outcome.result.warnings);
  const counted = countedSlide(
    marker,
    mapped,
    outcome.result,
    fieldsOfPlaces(map, settings, positive, asked.placed),
  );
  return { slide: counted, map, outcome };
}

const mapRequestOf = ({ preset, drawn, tissue, slide, settings }: SlideToMeasure): MapRequest => ({
  ...{ preset, slide, source: tissue, steps: settings.steps },
  limits: drawn.limits,
  areas: drawn.tissue,
});

/** Maps the tissue of an H&E slide; with a runner its nuclei are measured, too, for the proposed grade of the lymphocytes. */
export async function measureStroma(
  source: PixelSource,
  asked: SlideToMeasure,
  context: MeasureContext,
): Promise<{ readonly slide: StromaSlide; readonly map: ClassMap }> {
  const map = await mapTissue(source, mapRequestOf(asked), { ...context, runner: context.mapRunner });
  const { fieldUm } = asked.settings;
  const placed = asked.placed.filter(({ place }) => place === 'ratio').toSorted((a, b) => a.index - b.index);
  const fields = placed.length > 0 ? stromaOfPlaced(map, placed) : stromaOfFields(map, fieldUm);
  const { preset, tissue, drawn, slide: input } = asked;
  const score = { preset, slide: input, ...compartmentsOfMap(map, tissue, drawn.tissue, drawn.limits) };
  const { report, signal, runner } = context;
  const measuring = { ...(report && { report }), ...(signal && { signal }), ...(runner && { runner }) };
  const tils = runner && (await proposeTils(source, { score, map, fieldUm }, measuring));
  const slide = {
    ...mappedSlide(asked, map, []),
    stromaOfFields: fields.kind === 'computed' ? fields : null,
    ...(tils && { tilProposal: tils.kind === 'computed' ? tils : null }),
    notEvaluable: {
      ...(fields.kind !== 'computed' && { stromaOfFields: fields.reason }),
      ...(tils && tils.kind !== 'computed' && { tilProposal: tils.reason }),
    },
  };
  return { slide, map };
}

function mappedSlide({ slide }: SlideToMeasure, map: ClassMap, warnings: readonly Warning[]): MappedSlide {
  const areaMm2 = classAreas(map);
  const ratio = stromaRatio({ stroma: areaMm2.STR, tumour: areaMm2.TUM });
  return {
    input: { description: slide.description, digest: slide.digest },
    map: { source: map.source, hash: mapHash(map), areaMm2 },
    tsr: ratio.kind === 'computed' ? ratio.value : null,
    warnings,
  };
}

/** Four fields each of the tumour's centre and of its invasive margin. @param placed by a reader, of both */
export function fieldsOfPlaces(
  map: ClassMap,
  { marginUm, fieldUm }: Pick<ImmuneSettings, 'marginUm' | 'fieldUm'>,
  positive: PositiveCells,
  placed: readonly PlacedField[],
): FieldsOfPlaces {
  const places = tumourPlaces(map, marginUm);
  const at = (place: FieldPlace) => {
    const proposed =
      places.kind === 'computed' ? proposedFields(map, places, place, fieldUm, positive) : places;
    const own = placed.filter(each => each.place === place);
    const found = movedFields(map, proposed, own, positive);
    return found.kind === 'computed'
      ? { fields: found.fields, densityPerMm2: found.densityPerMm2 }
      : found.reason;
  };
  return { centre: at('centre'), margin: at('margin') };
}
