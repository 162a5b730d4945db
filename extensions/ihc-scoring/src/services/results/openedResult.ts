import type { SavedSlide } from '../../evidence/slideToSave';
import type { PresetName } from '../../pipeline/presets/presets';
import { isPresetName } from '../../pipeline/presets/presets';
import { newReading, type Reading } from '../../pipeline/reading/reading';
import type { ScoreRequest } from '../../pipeline/scoreRequest';
import type { MeasuredArea } from '../measuredArea';
import type { Measurement } from '../scoringState';
import { newRunId } from '../SlideRuns';

/** A measurement from the archive, as the bench holds its own. A signed one belongs to the run that was signed. */
export function openedMeasurement({ measurement, signed, savedBy }: SavedSlide): Measurement {
  const { area, ...run } = measurement;
  return {
    ...run,
    runId: signed?.runId ?? newRunId(),
    area: isArea(area) ? area : { kind: 'slide' },
    reader: savedBy.reader,
    seconds: undefined,
  };
}

/** Results of the command line name no area of the page's: drawn areas stand in the request. */
const isArea = (area: unknown): area is MeasuredArea =>
  typeof area === 'object' && area !== null && 'kind' in area;

/** The reading behind a result that was saved without one, by the command line: its settings, nothing corrected. */
export function readingOfRun({ preset, compartments, cellTypes, overrides, pcms }: ScoreRequest): Reading {
  const name: PresetName =
    typeof preset === 'string' ? preset : isPresetName(preset.name) ? preset.name : 'h-score';
  const { white, vectors } = overrides ?? {};
  return {
    ...newReading(name),
    stain: white || vectors ? { ...(white && { white }), ...(vectors && { vectors }) } : undefined,
    compartments: compartments?.kind === 'pixel-classifier' ? compartments.model : undefined,
    cellTypes: cellTypes?.kind === 'classifier' ? cellTypes.model : undefined,
    pcms,
  };
}
