import { DEMONSTRATION_WEIGHTS } from '@timescope/core/modelCard';
import { HEAT_ANCHORS } from '@timescope/core/plots/heatColour';
import { TARGETS } from '@timescope/core/result/predictionResult';
import { Button, Notice, Section } from '@timescope/ohif/controls';
import { useMemo } from 'react';
import type { MapTile } from '../overlays/drawMapTile';
import type { GradCamMap } from '../pipeline/prediction';
import type { CtPredictions } from '../services/CtPredictions';
import type { Prediction, RadiologyState } from '../services/radiologyState';
import { shownMap } from '../services/shownMap';
import { strings } from '../strings';
import type { Actions } from './actions';
import { MapTiles } from './MapTiles';

/** The maps beside each other, and the one over the slice: which, on or off, how strong, what its colours mean. */
export function HeatMapSection(props: {
  prediction: Prediction;
  heatMap: RadiologyState['heatMap'];
  predictions: CtPredictions;
  actions: Actions;
}) {
  const { prediction, heatMap, predictions, actions } = props;
  const tiles = useTiles(prediction);
  const map = shownMap(prediction, heatMap);
  if (!map) return null;
  const target = strings.targets[map.target];
  return (
    <Section title={strings.heatMap} testId="heatmap-section">
      {tiles.length > 1 && (
        <>
          <MapTiles tiles={tiles} shown={map.target} onChoose={each => predictions.showMapOf(each)} />
          <div className="ts-dim ts-small">{strings.mapTilesExplained}</div>
        </>
      )}
      {map.max === 0 ? (
        <Notice kind="info" text={strings.heatMapEmpty(target, map.class)} />
      ) : (
        <ShownMap {...props} map={map} actions={actions} />
      )}
    </Section>
  );
}

function ShownMap(props: {
  map: GradCamMap;
  prediction: Prediction;
  heatMap: RadiologyState['heatMap'];
  predictions: CtPredictions;
  actions: Actions;
}) {
  const { map, prediction, heatMap, predictions, actions } = props;
  const isDemonstration = prediction.outcome.result.targets[map.target]?.model.demonstration === true;
  return (
    <>
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
      {isDemonstration && <div className="ts-small">{DEMONSTRATION_WEIGHTS}</div>}
      <div className="ts-dim ts-small">
        {strings.heatMapExplained(strings.targets[map.target], map.class)}
      </div>
    </>
  );
}

/** Kept as they are while only opacity or choice change: each is drawn voxel by voxel. */
function useTiles({ outcome, source, ct }: Prediction): readonly MapTile[] {
  return useMemo(() => {
    const [columns, rows] = ct.grid.size;
    return TARGETS.flatMap((target): MapTile[] => {
      const map = outcome.maps[target];
      const outline = source.roi.get(outcome.crop.slice);
      return map ? [{ crop: outcome.crop, map, outline, size: [columns, rows] }] : [];
    });
  }, [outcome, source.roi, ct]);
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
