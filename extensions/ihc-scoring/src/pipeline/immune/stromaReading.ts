import { notComputable, type Computable } from '@timescope/core/statistics/computable';
import { classAreas, mapHash, type ClassMap } from '../tissueMap/classMap';
import type { MappedSlide, StromaSlide } from './immuneResult';
import { stromaOf, stromaOfFields, type StromaField } from './stromaFields';
import { stromaRatio } from './stromaRatio';
import type { TilGrade } from './tilGrade';
import type { TilProposal } from './tilProposal';

/** What a reader says of an H&E slide, beside the map that fields were proposed from. Plain data. */
export interface StromaReading {
  readonly input: MappedSlide['input'];
  readonly map: MappedSlide['map'];
  readonly fieldUm: number;
  /** Of the tissue that was drawn and painted by then; absent in readings of before. */
  readonly tissueMark?: string;
  /** As the map has them. */
  readonly proposed: readonly StromaField[];
  /** Why there are none. */
  readonly noFields?: string;
  /** A tenth to nine tenths, by field; null: the reader has not said otherwise. */
  readonly ratios: readonly (number | null)[];
  /** By field; null or absent: where it was proposed. */
  readonly moved?: readonly (StromaField | null)[];
  readonly tils: TilGrade | undefined;
  /** Absent until it is asked for. */
  readonly tilProposal?: Computable<TilProposal>;
}

/** Three fields of the map, none of them read yet. @param tils said before */
export function proposedReading(
  map: ClassMap,
  input: MappedSlide['input'],
  fieldUm: number,
  tils: TilGrade | undefined,
): StromaReading {
  const found = stromaOfFields(map, fieldUm);
  const about = {
    input,
    map: { source: map.source, hash: mapHash(map), areaMm2: classAreas(map) },
    fieldUm,
    tils,
  };
  return found.kind === 'computed'
    ? { ...about, proposed: found.fields, ratios: found.fields.map(() => null) }
    : { ...about, proposed: [], noFields: found.reason, ratios: [] };
}

/** The fields where they lie now. */
export const stromaFieldsOf = ({ proposed, moved }: StromaReading): readonly StromaField[] =>
  proposed.map((field, at) => moved?.[at] ?? field);

/**
 * A reading with a field put elsewhere on the map that it was proposed from; what was read of it before is gone.
 * @param to undefined: back to where it was proposed
 */
export function withMovedField(
  reading: StromaReading,
  index: number,
  to: StromaField | undefined,
): StromaReading {
  const moved = reading.proposed.map((_, at) =>
    at === index ? (to ?? null) : (reading.moved?.[at] ?? null),
  );
  return { ...reading, moved, ratios: reading.ratios.with(index, null) };
}

/** A slide whose fields were read; what the tool proposed stands beside what the reader said. */
export function stromaSlide(reading: StromaReading): StromaSlide {
  const { input, map, ratios, noFields, tilProposal } = reading;
  const ratio = stromaRatio({ stroma: map.areaMm2.STR, tumour: map.areaMm2.TUM });
  const fields = readFields(noFields, stromaFieldsOf(reading), ratios);
  return {
    ...{ input, map, warnings: [] },
    tsr: ratio.kind === 'computed' ? ratio.value : null,
    stromaOfFields: fields.kind === 'computed' ? stromaOf(fields.fields) : null,
    ...(tilProposal && { tilProposal: tilProposal.kind === 'computed' ? tilProposal : null }),
    notEvaluable: {
      ...(fields.kind !== 'computed' && { stromaOfFields: fields.reason }),
      ...(tilProposal?.kind === 'not computable' && { tilProposal: tilProposal.reason }),
    },
  };
}

function readFields(
  noFields: string | undefined,
  placed: readonly StromaField[],
  ratios: StromaReading['ratios'],
): Computable<{ readonly fields: readonly StromaField[] }> {
  if (noFields !== undefined) return notComputable(noFields);
  const fields = placed.map((field, at) => {
    const ratio = ratios[at] ?? null;
    return ratio === null ? field : { ...field, ratio, proposed: field.ratio };
  });
  return { kind: 'computed', fields };
}
