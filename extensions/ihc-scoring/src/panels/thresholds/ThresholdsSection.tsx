import { Button, Notice } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { useObservable } from '@timescope/ohif/ObservableState';
import { useMemo, useState } from 'react';
import { COMMANDS } from '../../commandNames';
import type { GradeThresholds } from '../../pipeline/intensity';
import type { Population } from '../../pipeline/reading/densityHistogram.kernel';
import type { ThresholdGrade } from '../../pipeline/reading/movedThreshold';
import type { Bench } from '../../services/Bench';
import { versionOnScreen } from '../../services/readingState';
import { currentMeasurement, type Measurement } from '../../services/scoringState';
import { densitiesOf, thresholdPlot, type ThresholdPlot } from '../../services/thresholdPlot';
import { strings } from '../../strings';
import { scoresNow } from '../results/scoreLines';
import { HistogramView } from './HistogramView';
import { ThresholdField } from './ThresholdField';

const GRADES: readonly ThresholdGrade[] = [1, 2, 3];

/** What the preset grades of the cells, and the lines between the grades: moved, everything follows. */
export function ThresholdsSection({ host, bench }: { host: Host; bench: Bench }) {
  const measurement = currentMeasurement(useObservable(bench.scoring.state));
  const { reading } = useObservable(bench.readings.state);
  if (!measurement) return null;
  if (reading.preset !== measurement.request.preset)
    return <Notice kind="info" testId="thresholds-other" text={strings.thresholdsOfOtherMarker} />;
  return <MovableThresholds host={host} bench={bench} measurement={measurement} />;
}

function MovableThresholds(props: { host: Host; bench: Bench; measurement: Measurement }) {
  const { host, bench, measurement } = props;
  const { problem } = useObservable(bench.rescoring.state);
  const { tables, result } = useObservable(bench.shown);
  const readings = useObservable(bench.readings.state);
  const { reading, isSigned } = readings;
  const [population, setPopulation] = useState<Population>('all');
  const { measured, preset } = measurement.basis.settings;
  const thresholds = bench.rescoring.thresholds() ?? preset.gradeThresholds;
  const settled = reading.thresholds ?? preset.gradeThresholds;
  const densities = useMemo(() => densitiesOf(tables, measured), [tables, measured]);
  const plot = thresholdPlot(densities, settled, population);
  const run = (command: string, options = {}) => void host.commandsManager.runCommand(command, options);
  const move = (grade: ThresholdGrade, density: number) => run(COMMANDS.moveThreshold, { grade, density });
  const settle = () => run(COMMANDS.settleThresholds);
  return (
    <>
      {plot.populations.length > 1 && <PopulationChoice plot={plot} onChoose={setPopulation} />}
      <HistogramView
        histogram={plot.histogram}
        axis={strings.gradedDensityAxis(measured)}
        thresholds={thresholds}
        isFixed={isSigned}
        onMove={move}
        onSettle={settle}
      />
      {result && (
        <div style={{ fontWeight: 600, textAlign: 'center' }} data-cy="scores-now" aria-live="polite">
          {scoresNow(result, versionOnScreen(readings)?.decision)}
        </div>
      )}
      <TypedThresholds
        thresholds={thresholds}
        isFixed={isSigned}
        isPreset={reading.thresholds === undefined}
        onEnter={(grade, density) => {
          move(grade, density);
          settle();
        }}
        onReset={() => run(COMMANDS.resetThresholds)}
      />
      <div className="ts-dim ts-small">
        {strings.presetThresholds(preset.gradeThresholds)}. {strings.thresholdHint}
      </div>
      {problem && (
        <>
          <Notice kind="error" testId="rescoring-problem" text={`${problem.message} ${problem.nextStep}`} />
          <Button text={strings.scoreAgain} testId="score-again" onPress={() => run(COMMANDS.scoreAgain)} />
        </>
      )}
    </>
  );
}

function TypedThresholds(props: {
  thresholds: GradeThresholds;
  isFixed: boolean;
  isPreset: boolean;
  onEnter: (grade: ThresholdGrade, density: number) => void;
  onReset: () => void;
}) {
  return (
    <div className="ts-row" style={{ alignItems: 'end' }}>
      {GRADES.map(grade => (
        <ThresholdField
          key={grade}
          grade={grade}
          thresholds={props.thresholds}
          isFixed={props.isFixed}
          onEnter={density => props.onEnter(grade, density)}
        />
      ))}
      <Button
        text={strings.resetThresholds}
        testId="reset-thresholds"
        disabled={props.isFixed || props.isPreset}
        onPress={props.onReset}
      />
    </div>
  );
}

function PopulationChoice(props: { plot: ThresholdPlot; onChoose: (population: Population) => void }) {
  const { populations, population: shown } = props.plot;
  return (
    <label className="ts-row">
      <span className="ts-dim">{strings.population}</span>
      <select
        className="ts-grow"
        data-cy="population"
        value={shown}
        onChange={event => {
          const chosen = populations.find(each => each === event.target.value);
          if (chosen) props.onChoose(chosen);
        }}
      >
        {populations.map(population => (
          <option key={population} value={population}>
            {strings.populationName(population)}
          </option>
        ))}
      </select>
    </label>
  );
}
