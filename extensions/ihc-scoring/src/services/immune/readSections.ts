import type { SectionsOfScores } from '../../pipeline/immune/immuneOfScores';
import { MARKER_NAMES, type ImmuneMarker } from '../../pipeline/immune/immuneDensities';
import type { Reading } from '../../pipeline/reading/reading';
import { strings } from '../../strings';
import type { BenchParts } from '../benchPart';
import { measuredSlide } from '../compare/measuredSlide';
import type { SlideIdentity } from '../compare/patientSlides';
import type { MeasurementShelf } from '../measurementShelf';
import { readingKey } from '../readingKey';
import type { TissueMapService } from '../tissueMap/TissueMapService';
import { tissueMark } from '../tissueMap/paintedTissue';
import type { SlideOfPatient } from '../../pipeline/immune/slidesOfPatient';

export type PlacedSlide = Pick<SlideIdentity, 'studyUid' | 'seriesUid'>;
export type PlacedSlides = readonly (PlacedSlide & { readonly name: SlideOfPatient })[];

export interface ReadSections {
  readonly sections: SectionsOfScores;
  /** Why a section counts for nothing yet, in sentences. */
  readonly missing: readonly string[];
  /** What was corrected since a section was measured or read, in sentences. */
  readonly outdated: readonly string[];
  /** Why a second reader's grade does not count. */
  readonly noSecondGrade: string | undefined;
}

/** Where measurements and readings are found. */
export interface SectionsFrom {
  readonly parts: Pick<BenchParts, 'scoring' | 'readings' | 'shown'>;
  readonly shelf: Pick<MeasurementShelf, 'take'>;
  readonly tissueMap: Pick<TissueMapService, 'hasOtherMap'>;
}

/** The patient's sections as this reader measured and read them. @param secondReader of the H&E slide; empty: nobody */
export async function readSections(
  from: SectionsFrom,
  slides: PlacedSlides,
  secondReader: string,
): Promise<ReadSections> {
  let all: ReadSections = { sections: {}, missing: [], outdated: [], noSecondGrade: undefined };
  for (const { name, seriesUid } of slides) {
    const found =
      name === 'he'
        ? await stromaOf(from, seriesUid, secondReader)
        : await countedOf(from, name, seriesUid).catch(() => undefined);
    all = found
      ? {
          ...all,
          sections: { ...all.sections, ...found.sections },
          outdated: found.isOutdated ? [...all.outdated, strings.immuneOutdated[name]] : all.outdated,
          noSecondGrade: found.noSecondGrade ?? all.noSecondGrade,
        }
      : { ...all, missing: [...all.missing, strings.immuneMissing[name]] };
  }
  return all;
}

interface FoundSection {
  readonly sections: SectionsOfScores;
  readonly isOutdated: boolean;
  readonly noSecondGrade?: string | undefined;
}

async function countedOf(
  { parts, shelf }: SectionsFrom,
  name: ImmuneMarker,
  seriesUid: string,
): Promise<FoundSection | undefined> {
  const { result, cells, isOfOtherTissue } = await measuredSlide(parts, shelf, seriesUid);
  if (!cells || result.marker !== MARKER_NAMES[name]) return undefined;
  const { key } = parts.scoring.state.get();
  const { result: here, tables } = parts.shown.get();
  const isHere = key === readingKey(seriesUid, parts.scoring.reader.get().name) && here !== undefined;
  const section = {
    score: isHere ? here : result,
    basis: cells.basis,
    tables: isHere ? tables : cells.tables,
    placed: (await readingOf(parts, seriesUid))?.fields ?? [],
  };
  return { sections: name === 'cd3' ? { cd3: section } : { cd8: section }, isOutdated: isOfOtherTissue };
}

/** Blinded: another reader's grade is looked up once this reader has given one. */
async function stromaOf(
  { parts, tissueMap }: SectionsFrom,
  seriesUid: string,
  secondReader: string,
): Promise<FoundSection | undefined> {
  const reading = await readingOf(parts, seriesUid);
  const stroma = reading?.stroma;
  if (!stroma) return undefined;
  const isPainted = stroma.tissueMark !== undefined && stroma.tissueMark !== tissueMark(reading);
  const isOutdated = isPainted || tissueMap.hasOtherMap(seriesUid, stroma);
  const found = { sections: { he: stroma }, isOutdated };
  if (secondReader === '') return found;
  if (stroma.tils === undefined) return { ...found, noSecondGrade: strings.tilGradeFirst };
  if (secondReader === parts.scoring.reader.get().name)
    return { ...found, noSecondGrade: strings.tilSecondIsYou };
  const secondGrade = (await readingOf(parts, seriesUid, secondReader))?.stroma?.tils;
  return secondGrade === undefined
    ? { ...found, noSecondGrade: strings.tilSecondUnknown(secondReader) }
    : { ...found, sections: { he: stroma, secondGrade } };
}

async function readingOf(
  { scoring, readings }: Pick<BenchParts, 'scoring' | 'readings'>,
  seriesUid: string,
  reader = scoring.reader.get().name,
): Promise<Reading | undefined> {
  const key = readingKey(seriesUid, reader);
  return readings.state.get().key === key ? readings.get() : (await readings.lookAt(key))?.reading;
}
