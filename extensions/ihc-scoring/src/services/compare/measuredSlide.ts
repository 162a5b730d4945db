import { TimescopeError } from '@timescope/core/errors';
import type { CellTable } from '../../pipeline/cellTable';
import type { ComparableSlide } from '../../pipeline/compare/compareSlides';
import { rescore } from '../../pipeline/reading/rescore';
import type { ScoreBasis } from '../../pipeline/scoreBasis';
import { strings } from '../../strings';
import type { BenchParts } from '../benchPart';
import { isTissueToldOtherwise } from '../measuredOtherwise';
import type { MeasurementShelf } from '../measurementShelf';
import { namingDetector } from '../namingDetector';
import { isChange, readerChanges } from '../readerChanges';
import { readingKey } from '../readingKey';
import { versionOnScreen, type ReadingRecord } from '../readingState';
import type { Measurement } from '../scoringState';

/** What a reader last saw of a slide. */
export interface MeasuredSlide extends Pick<ComparableSlide, 'result' | 'decision'> {
  /** Undefined for a signed result whose cells are gone. */
  readonly cells: { readonly basis: ScoreBasis; readonly tables: readonly CellTable[] } | undefined;
  /** Tumour or stroma were drawn, painted or learned otherwise since it was measured. */
  readonly isOfOtherTissue: boolean;
}

/**
 * A slide's signed result, else its measurement with what the reader changed.
 * @throws TimescopeError NOT_FOUND for a slide that this reader has not measured in this browser
 */
export async function measuredSlide(
  { scoring, readings }: Pick<BenchParts, 'scoring' | 'readings'>,
  shelf: Pick<MeasurementShelf, 'take'>,
  seriesUid: string,
): Promise<MeasuredSlide> {
  const key = readingKey(seriesUid, scoring.reader.get().name);
  const kept = await readings.lookAt(key);
  const measurement = scoring.state.get().measurements.get(key) ?? (kept && (await fromShelf(kept, shelf)));
  const changes = kept && measurement && readerChanges(kept.reading, measurement.request);
  const changed =
    changes && isChange(changes, measurement.request) ? rescore(measurement, changes) : undefined;
  const cells = measurement && { basis: measurement.basis, tables: changed?.tables ?? measurement.tables };
  const signed = kept && versionOnScreen(kept);
  if (signed) return { result: signed.result, decision: signed.decision, cells, isOfOtherTissue: false };
  const isOfOtherTissue =
    kept !== undefined && measurement !== undefined && isTissueToldOtherwise(measurement, kept.reading);
  if (measurement)
    return { result: changed?.result ?? measurement.result, decision: undefined, cells, isOfOtherTissue };
  throw new TimescopeError('NOT_FOUND', strings.compareNotMeasured, {
    nextStep: strings.compareNotMeasuredNext,
  });
}

async function fromShelf(
  { reading, runId }: ReadingRecord,
  shelf: Pick<MeasurementShelf, 'take'>,
): Promise<Measurement | undefined> {
  const measurement = runId === undefined ? undefined : await shelf.take(runId);
  if (!measurement) return undefined;
  const { finest, level } = measurement.basis.frame;
  return namingDetector({ reading, measurement }, { levels: [finest ?? level] }).measurement;
}
