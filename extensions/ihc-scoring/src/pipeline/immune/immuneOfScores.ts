import { canonicalJson } from '@timescope/core/canonicalJson';
import { sha256Hex } from '@timescope/core/sha256';
import type { Warning } from '@timescope/core/warning';
import { networkOfAreas } from '../annotations/areasByMap';
import type { CellTable } from '../cellTable';
import { maskOfRun, requestOfRun } from '../runRecord';
import type { ScoreBasis } from '../scoreBasis';
import { MAP_CLASSES, type ClassAreas, type MapSource } from '../tissueMap/classMap';
import { mapOfClasses } from '../tissueMap/mapOfClasses';
import { countedSlide, type FieldsOfPlaces, type ScoreOfSlide } from './countedSlide';
import type { ImmuneMarker } from './immuneDensities';
import { edgeCells, FIELD_UM } from './immuneFields';
import type { CountedSlide, ImmuneResult, MappedSlide, SettingsOfScores } from './immuneResult';
import { immuneResultOf } from './immuneResultOf';
import { fieldsOfPlaces } from './measureSlides';
import { cellsUnder, type PlacedField } from './placedField';
import { positiveCells } from './positiveCells';
import type { ReferenceCohort } from './referenceCohort';
import { stromaRatio } from './stromaRatio';
import { stromaSlide, type StromaReading } from './stromaReading';
import type { TilGrade } from './tilGrade';
import { MARGIN_UM } from './tumourPlaces';

/** A measured slide: its score as it counts now, and what its fields are made of. */
export interface MeasuredSection {
  readonly score: ScoreOfSlide;
  readonly basis: Pick<ScoreBasis, 'classes' | 'frame' | 'settings'>;
  /** The cells as they count now. */
  readonly tables: readonly CellTable[];
  /** Fields of the immune score that the reader put elsewhere; those of another size than the settings' count for nothing. */
  readonly placed: readonly PlacedField[];
}

/** The sections of one patient as a reader measured and read them in the viewer. */
export interface SectionsOfScores {
  readonly cd3?: MeasuredSection;
  readonly cd8?: MeasuredSection;
  readonly he?: StromaReading;
  /** The lymphocytes as another reader graded them, without seeing this one's grade. */
  readonly secondGrade?: TilGrade;
  /** What the reader vouched for. */
  readonly confirmed?: readonly Warning[];
}

export const USUAL_SETTINGS: SettingsOfScores = { steps: 'score', marginUm: MARGIN_UM, fieldUm: FIELD_UM };

/** Every index from the scores of a patient's slides: the tissue that they told apart stands in the place of tissue maps. */
export function immuneOfScores(
  { cd3, cd8, he, secondGrade, confirmed = [] }: SectionsOfScores,
  settings: SettingsOfScores,
  cohort: ReferenceCohort | undefined,
): ImmuneResult {
  const counted = {
    ...(cd3 && { cd3: sectionOf('cd3', cd3, settings) }),
    ...(cd8 && { cd8: sectionOf('cd8', cd8, settings) }),
  };
  return immuneResultOf({
    slides: { ...counted, ...(he && { he: stromaSlide(he) }) },
    ...{ cohort, settings, confirmed },
    tils: [he?.tils, secondGrade].filter(grade => grade !== undefined),
    links: { links: [], notLinked: {} },
  });
}

/** What the map of a score is cannot be told for measurements of before. */
const NO_MAP = 'the measurement holds no map of its tissue; measure the slide again.';

function sectionOf(
  marker: ImmuneMarker,
  { score, basis: { classes, frame, settings: measured }, tables, placed }: MeasuredSection,
  settings: SettingsOfScores,
): CountedSlide {
  const mapped = mappedSlide(score);
  const map = classes && mapOfClasses(classes, frame, mapped.map.source);
  const cells = positiveCells(measured.measured);
  for (const table of tables) cells.add(table);
  const fields: FieldsOfPlaces = map
    ? fieldsOfPlaces(
        map,
        settings,
        cells,
        placed.filter(field => cellsUnder(field, map).across === edgeCells(settings.fieldUm)),
      )
    : { centre: NO_MAP, margin: NO_MAP };
  return countedSlide(marker, mapped, score, fields);
}

/** Tumour and stroma as the score tells them apart; all else is one. */
function mappedSlide(score: ScoreOfSlide): MappedSlide {
  const { tumour, stroma, whole } = score.areaMm2;
  const [TUM, STR] = [tumour ?? 0, stroma ?? 0];
  const OTH = Math.max(0, (whole ?? 0) - TUM - STR);
  const none = Object.fromEntries(MAP_CLASSES.map(name => [name, 0])) as ClassAreas;
  const ratio = stromaRatio({ stroma: STR, tumour: TUM });
  return {
    input: score.provenance.input,
    map: { source: sourceOf(score), hash: score.hash ?? '', areaMm2: { ...none, TUM, STR, OTH } },
    tsr: ratio.kind === 'computed' ? ratio.value : null,
    warnings: score.warnings,
  };
}

function sourceOf({ run, provenance }: ScoreOfSlide): MapSource {
  const network = networkOfAreas(requestOfRun(run).annotations ?? []);
  if (network) return { kind: 'network', gives: 'areas', ...network };
  const kind = maskOfRun(run) ? 'mask' : (requestOfRun(run).compartments?.kind ?? 'drawn');
  const { compartments = null, annotations = null } = run;
  return {
    kind: kind === 'none' ? 'drawn' : kind,
    name: provenance.compartments,
    hash: sha256Hex(canonicalJson({ compartments, annotations })),
    gives: 'areas',
  };
}
