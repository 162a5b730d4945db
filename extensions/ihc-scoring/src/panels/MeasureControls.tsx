import type { Slide } from '@timescope/core/dicom/read/slide';
import { Button, Notice, RunProgress, Section } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { useObservable } from '@timescope/ohif/ObservableState';
import { keyOf } from '@timescope/ohif/hotkeys';
import { COMMANDS } from '../commandNames';
import { isPresetName, presets } from '../pipeline/presets/presets';
import type { Bench } from '../services/Bench';
import { areaMm2, ringsOf, sizeMm, type MeasuredArea } from '../services/measuredArea';
import { areaHere, currentRun, type Run, type ScoringState } from '../services/scoringState';
import { strings } from '../strings';

/** Marker first, then where, then go. */
export function MeasureControls({ host, bench, slide }: { host: Host; bench: Bench; slide: Slide }) {
  const state = useObservable(bench.scoring.state);
  const { reading } = useObservable(bench.readings.state);
  const running = currentRun(state);
  const run = (command: string, options = {}) => void host.commandsManager.runCommand(command, options);
  return (
    <Section title={strings.measure} testId="measure">
      <MarkerChoice preset={reading.preset} onChoose={preset => run(COMMANDS.choosePreset, { preset })} />
      <AreaChoice state={state} slide={slide} onChoose={here => run(COMMANDS.chooseHere, { here })} />
      {running ? (
        <RunView run={running} onCancel={() => run(COMMANDS.cancel)} />
      ) : (
        <div className="ts-row">
          <Button
            primary
            text={strings.measureHere}
            testId="measure-here"
            hotkey={keyOf(host.hotkeysManager, COMMANDS.measureHere)}
            disabled={areaHere(state) === undefined}
            onPress={() => run(COMMANDS.measureHere)}
          />
          <Button
            text={strings.measureSlide}
            testId="measure-slide"
            onPress={() => run(COMMANDS.measureSlide)}
          />
        </div>
      )}
    </Section>
  );
}

function MarkerChoice({ preset, onChoose }: { preset: string; onChoose: (preset: string) => void }) {
  return (
    <label className="ts-row" title={strings.markerHint}>
      <span className="ts-dim">{strings.marker}</span>
      <select
        className="ts-grow"
        data-cy="marker"
        value={preset}
        onChange={event => onChoose(event.target.value)}
      >
        {Object.keys(presets)
          .filter(isPresetName)
          .map(name => (
            <option key={name} value={name}>
              {strings.markers[name]}
            </option>
          ))}
      </select>
    </label>
  );
}

function AreaChoice(props: { state: ScoringState; slide: Slide; onChoose: (here: string) => void }) {
  const { state, slide } = props;
  return (
    <div role="radiogroup" aria-label={strings.area}>
      <AreaOption
        text={strings.field}
        value="field"
        detail={state.field ? fieldSize(state.field, slide) : ''}
        isChosen={state.here === 'field'}
        onChoose={props.onChoose}
      />
      <AreaOption
        text={strings.drawn}
        value="drawn"
        detail={state.drawn ? drawnSize(state.drawn, slide) : strings.noDrawn}
        isChosen={state.here === 'drawn'}
        isDisabled={state.drawn === undefined}
        onChoose={props.onChoose}
      />
      {state.here === 'field' && state.field?.kind === 'field' && state.field.isCut && (
        <Notice kind="info" testId="field-cut" text={strings.fieldIsCut} />
      )}
    </div>
  );
}

function AreaOption(props: {
  text: string;
  value: string;
  detail: string;
  isChosen: boolean;
  isDisabled?: boolean;
  onChoose: (here: string) => void;
}) {
  return (
    <label className="ts-row" data-cy={`area-${props.value}`}>
      <input
        type="radio"
        name="timescope-area"
        checked={props.isChosen}
        disabled={props.isDisabled}
        onChange={() => props.onChoose(props.value)}
      />
      <span>{props.text}</span>
      <span className="ts-dim ts-small ts-grow">{props.detail}</span>
    </label>
  );
}

function RunView({ run, onCancel }: { run: Run; onCancel: () => void }) {
  const found = run.counts.reduce((sum, count) => sum + count, 0);
  const positive = found - run.counts[0];
  const progress = { ...run.progress, stage: strings.stage(run.progress.stage) };
  return (
    <div>
      <RunProgress progress={progress} onCancel={onCancel} hotkey="esc" />
      <div className="ts-dim ts-small" data-cy="cells-so-far">
        {strings.of[run.area.kind]}
        {found > 0 && ` - ${strings.cellsSoFar(found, positive)}`}
      </div>
    </div>
  );
}

function fieldSize(area: MeasuredArea, slide: Slide): string {
  const [finest] = slide.levels;
  if (!finest || area.kind !== 'field') return '';
  const { width, height } = sizeMm(area.ring, finest.mpp);
  return strings.fieldSize(width, height);
}

function drawnSize(area: MeasuredArea, slide: Slide): string {
  const [finest] = slide.levels;
  const rings = ringsOf(area);
  return finest && rings ? strings.squareMillimetres(areaMm2(rings, finest.mpp)) : '';
}
