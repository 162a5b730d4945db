import { Button, RunProgress, Section } from '@timescope/ohif/controls';
import type { CtPredictions } from '../services/CtPredictions';
import type { RadiologyState } from '../services/radiologyState';
import { strings } from '../strings';
import type { Actions } from './actions';

/** Margins to choose from: those of Pan et al., whom the paper cites, and none (the default). */
const MARGINS_PX = [0, 10, 20];

export function PredictSection(props: {
  state: RadiologyState;
  predictions: CtPredictions;
  actions: Actions;
}) {
  const { state, predictions, actions } = props;
  const { run, request, prediction } = state;
  if (run)
    return (
      <Section testId="predict-section">
        <RunProgress progress={run} onCancel={() => actions.run('timescopeCancelPrediction')} />
      </Section>
    );
  return (
    <Section testId="predict-section">
      <div className="ts-row">
        <Button
          primary
          text={prediction ? strings.predictAgain : strings.predict}
          testId="predict"
          hotkey={actions.keyOf('timescopePredict')}
          onPress={() => actions.run('timescopePredict')}
        />
        <label className="ts-row ts-grow" title={strings.marginTitle}>
          <span className="ts-dim">{strings.margin}</span>
          <select
            className="ts-grow"
            data-cy="margin"
            value={request.margin}
            onChange={event => predictions.chooseMargin(Number(event.target.value))}
          >
            {MARGINS_PX.map(px => (
              <option key={px} value={px}>
                {strings.marginPx(px)}
              </option>
            ))}
          </select>
        </label>
      </div>
    </Section>
  );
}
