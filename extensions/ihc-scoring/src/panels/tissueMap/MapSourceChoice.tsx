import { DEMONSTRATION_WEIGHTS } from '@timescope/core/modelCard';
import { Notice } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import type { MapSteps } from '../../pipeline/tissueMap/mapGrid';
import type { Bench } from '../../services/Bench';
import { usualSteps } from '../../services/tissueMap/mapSources';
import { strings } from '../../strings';

/** What tells the tissue apart, why it is offered first, and how closely. */
export function MapSourceChoice({ bench: { tissueMap, readings } }: { bench: Bench }) {
  const { cards, cardsProblem, work, steps } = useObservable(tissueMap.state);
  const { compartments } = useObservable(readings.state).reading;
  const { key, source, why } = tissueMap.source();
  const card = cards.find(({ name }) => name === key);
  return (
    <>
      <label className="ts-row">
        <span className="ts-dim">{strings.mapBy}</span>
        <select
          className="ts-grow"
          data-cy="map-source-by"
          disabled={work !== undefined}
          value={key}
          onChange={event => tissueMap.choose(event.target.value)}
        >
          {compartments && <option value="classifier">{strings.mapByClassifier(compartments.name)}</option>}
          {cards.map(({ name, version }) => (
            <option key={name} value={name}>
              {strings.mapByNetwork(name, version)}
            </option>
          ))}
          <option value="drawn">{strings.mapByDrawn}</option>
        </select>
      </label>
      <div className="ts-dim ts-small" data-cy="map-source-why">
        {why === undefined ? strings.mapChosen : strings.mapWhy[why]}
      </div>
      {card && (
        <div className="ts-dim ts-small" data-cy="map-card">
          {[...(card.trainedOn.synthetic ? [`${DEMONSTRATION_WEIGHTS}.`] : []), ...card.limits].join(' ')}
        </div>
      )}
      <label className="ts-row">
        <span className="ts-dim">{strings.mapSteps}</span>
        <select
          className="ts-grow"
          data-cy="map-steps"
          disabled={work !== undefined}
          value={steps ?? usualSteps(source)}
          onChange={event => tissueMap.chooseSteps(event.target.value as MapSteps)}
        >
          {STEPS.map(step => (
            <option key={step} value={step}>
              {strings.mapStepsOf[step]}
            </option>
          ))}
        </select>
      </label>
      {cardsProblem !== undefined && (
        <Notice
          kind="warning"
          testId="map-networks-unknown"
          text={strings.mapNetworksUnknown(cardsProblem)}
        />
      )}
    </>
  );
}

const STEPS: readonly MapSteps[] = ['both', '149', '74'];
