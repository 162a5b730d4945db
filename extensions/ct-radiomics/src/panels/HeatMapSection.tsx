import { HEAT_ANCHORS } from '@timescope/core/plots/heatColour';
import { Button, Notice, Section } from '@timescope/ohif/controls';
import type { GradCamMap } from '../pipeline/prediction';
import type { CtPredictions } from '../services/CtPredictions';
import type { Prediction, RadiologyState } from '../services/radiologyState';
import { strings } from '../strings';
import type { Actions } from './actions';

/** The map over the slice: on or off, how strong, and what its colours mean. */
export function HeatMapSection(props: {
  prediction: Prediction;
  heatMap: RadiologyState['heatMap'];
  predictions: CtPredictions;
  actions: Actions;
}) {
  const { heatMap, predictions, actions } = props;
  const map = props.prediction.outcome.maps.tils;
  if (!map) return null;
  if (map.max === 0)
    return (
      <Section title={strings.heatMap} testId="heatmap-section">
        <Notice kind="info" text={strings.heatMapEmpty(map.class)} />
      </Section>
    );
  return (
    <Section title={strings.heatMap} testId="heatmap-section">
      <div className="ts-row">
        <Button
          text={strings.heatMapShow}
          testId="heatmap-toggle"
          pressed={heatMap.isVisible}
          hotkey={actions.keyOf('timescopeToggleHeatMap')}
          onPress={() => actions.run('timescopeToggleHeatMap')}
        />
        <label className="ts-row ts-grow">
          <span className="ts-dim">{strings.heatMapOpacity}</span>
          <input
            className="ts-grow"
            type="range"
            min={0}
            max={100}
            data-cy="heatmap-opacity"
            value={Math.round(100 * heatMap.opacity)}
            onChange={event => predictions.setHeatMapOpacity(Number(event.target.value) / 100)}
          />
        </label>
      </div>
      <ColourScale map={map} />
      <div className="ts-dim ts-small">{strings.heatMapExplained(map.class)}</div>
    </Section>
  );
}

const HEAT_GRADIENT = `linear-gradient(to right, ${HEAT_ANCHORS.map(rgb => `rgb(${rgb.join(' ')})`).join(', ')})`;

function ColourScale({ map }: { map: GradCamMap }) {
  return (
    <div data-cy="heatmap-scale">
      <div style={{ height: 10, borderRadius: 2, background: HEAT_GRADIENT }} />
      <div className="ts-row ts-small ts-dim">
        <span>{strings.heatMapLow(map.class)}</span>
        <span className="ts-grow" />
        <span>{strings.heatMapHigh(map.max)}</span>
      </div>
    </div>
  );
}
