import { DEMONSTRATION_WEIGHTS } from '@timescope/core/modelCard';
import { TARGETS, type Target } from '@timescope/core/result/predictionResult';
import { Button, Notice, Section } from '@timescope/ohif/controls';
import { useMemo } from 'react';
import type { MapTile } from '../overlays/drawMapTile';
import type { ComparedModel } from '../pipeline/prediction';
import type { Prediction } from '../services/radiologyState';
import { strings } from '../strings';
import type { Actions } from './actions';
import { MapTilePicture } from './MapTiles';

/** Where a target has several networks: what each says of the same crop, with its map. */
export function ComparisonSection(props: { prediction: Prediction; isRunning: boolean; actions: Actions }) {
  const { prediction, isRunning, actions } = props;
  const several = TARGETS.filter(target => (prediction.models[target]?.length ?? 0) > 1);
  if (several.length === 0) return null;
  const { compared } = prediction;
  return (
    <Section title={strings.compareModels} testId="comparison-section">
      <div className="ts-dim ts-small">
        {strings.compareExplained(several.map(target => strings.targets[target]).join(', '))}
      </div>
      <div className="ts-row">
        <Button
          text={compared ? strings.compareAgain : strings.compare}
          testId="compare-models"
          disabled={isRunning || prediction.isStale}
          onPress={() => actions.run('timescopeCompareModels')}
        />
      </div>
      {compared &&
        several.map(target => <ComparedTarget key={target} target={target} prediction={prediction} />)}
    </Section>
  );
}

function ComparedTarget({ target, prediction }: { target: Target; prediction: Prediction }) {
  const models = (prediction.compared ?? []).filter(each => each.target === target);
  const classes = new Set(models.map(({ said }) => said.class));
  return (
    <div className="ts-card ts-stack" data-cy={`compared-${target}`}>
      <span title={strings.targetTitles[target]}>{strings.targets[target]}</span>
      {classes.size > 1 && (
        <Notice
          kind="warning"
          testId={`models-disagree-${target}`}
          text={strings.modelsDisagree(strings.targets[target])}
        />
      )}
      {models.map(model => (
        <ComparedRow key={model.said.model.sha256} model={model} prediction={prediction} />
      ))}
    </div>
  );
}

function ComparedRow({ model, prediction }: { model: ComparedModel; prediction: Prediction }) {
  const { said, map } = model;
  const { name, version, auc, demonstration } = said.model;
  const tile = useTile(model, prediction);
  return (
    <div className="ts-row" style={{ alignItems: 'flex-start', flexWrap: 'nowrap' }} data-cy="compared-model">
      <MapTilePicture
        tile={tile}
        name={strings.mapTile(strings.targets[map.target], strings.classNames[said.class])}
      />
      <div className="ts-stack ts-small">
        <b>{strings.modelOf(name, version)}</b>
        <span data-cy="compared-class">
          {strings.classNames[said.class]}, {strings.probability(said.probability)}
        </span>
        <span className="ts-dim">
          {strings.threshold} {strings.thresholdOf(said.threshold, said.thresholdSource)}
        </span>
        <span className="ts-dim">
          {strings.auc} {auc ? strings.aucOf(auc.value, auc.data) : strings.noAuc}
        </span>
        {demonstration && <span>{DEMONSTRATION_WEIGHTS}</span>}
      </div>
    </div>
  );
}

function useTile({ map }: ComparedModel, { outcome, source, ct }: Prediction): MapTile {
  return useMemo(() => {
    const [columns, rows] = ct.grid.size;
    return { crop: outcome.crop, map, outline: source.roi.get(map.slice), size: [columns, rows] };
  }, [map, outcome, source.roi, ct]);
}
