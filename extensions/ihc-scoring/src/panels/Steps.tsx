import type { Slide } from '@timescope/core/dicom/read/slide';
import { Button, Notice } from '@timescope/ohif/controls';
import { Fold } from '@timescope/ohif/Fold';
import type { Host } from '@timescope/ohif/host';
import { keyOf } from '@timescope/ohif/hotkeys';
import { useObservable } from '@timescope/ohif/ObservableState';
import { COMMANDS } from '../commandNames';
import { isPresetName, presets } from '../pipeline/presets/presets';
import type { Bench } from '../services/Bench';
import { areaMm2, ringsOf, sizeMm, type MeasuredArea } from '../services/measuredArea';
import { waitsForApply } from '../services/compartments/compartmentsState';
import { areaHere, currentRun, type ScoringState } from '../services/scoringState';
import { strings } from '../strings';
import { NucleiChoice } from './NucleiChoice';
import { PatchChoices } from './PatchChoices';

interface StepProps {
  readonly host: Host;
  readonly bench: Bench;
}

/** First step: what the slide is stained for, which sets everything else. */
export function MarkerStep({ host, bench }: StepProps) {
  const { reading, key } = useObservable(bench.readings.state);
  const choose = (preset: string) => host.commandsManager.runCommand(COMMANDS.choosePreset, { preset });
  return (
    <Fold number={1} title={strings.marker} testId="step-marker">
      <select
        data-cy="marker"
        aria-label={strings.marker}
        title={strings.markerHint}
        disabled={key === undefined}
        value={reading.preset}
        onChange={event => choose(event.target.value)}
      >
        {Object.keys(presets)
          .filter(isPresetName)
          .map(name => (
            <option key={name} value={name}>
              {strings.markers[name]}
            </option>
          ))}
      </select>
      <div className="ts-dim ts-small">{strings.markerHint}</div>
      <NucleiChoice host={host} bench={bench} />
      <PatchChoices host={host} bench={bench} />
    </Fold>
  );
}

/** Fourth step: a small area, measured in seconds, to see whether the settings fit. */
export function FieldStep({ host, bench, slide }: StepProps & { slide: Slide }) {
  const state = useObservable(bench.scoring.state);
  const { isSigned, reading } = useObservable(bench.readings.state);
  const compartments = useObservable(bench.compartments.state);
  const run = (command: string, options = {}) => void host.commandsManager.runCommand(command, options);
  return (
    <Fold number={4} title={strings.testField} testId="measure">
      <AreaChoice state={state} slide={slide} onChoose={here => run(COMMANDS.chooseHere, { here })} />
      <div className="ts-row">
        <Button
          primary
          text={strings.measureHere}
          testId="measure-here"
          hotkey={keyOf(host.hotkeysManager, COMMANDS.measureHere)}
          disabled={isSigned || areaHere(state) === undefined || currentRun(state) !== undefined}
          onPress={() => run(COMMANDS.measureHere)}
        />
      </div>
      {waitsForApply(compartments, reading) && (
        <Notice kind="warning" testId="classifier-waits" text={strings.classifierWaits} />
      )}
      <div className="ts-dim ts-small">{isSigned ? strings.frozen : strings.testFieldHint}</div>
    </Fold>
  );
}

/** Fifth step: everything, with the settings that were checked. */
export function SlideStep({ host, bench }: StepProps) {
  const state = useObservable(bench.scoring.state);
  const { isSigned } = useObservable(bench.readings.state);
  return (
    <Fold number={5} title={strings.wholeSlide} testId="step-slide">
      <div className="ts-row">
        <Button
          text={strings.measureSlide}
          testId="measure-slide"
          disabled={isSigned || currentRun(state) !== undefined}
          onPress={() => void host.commandsManager.runCommand(COMMANDS.measureSlide)}
        />
        <span className="ts-dim ts-small ts-grow">{isSigned ? strings.frozen : strings.wholeSlideHint}</span>
      </div>
    </Fold>
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
