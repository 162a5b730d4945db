import type { Computable } from '@timescope/core/statistics/computable';
import { Button, Notice } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import type { Comparison } from '../../pipeline/compare/compareSlides';
import type { PlaceScore } from '../../pipeline/immune/placeScore';
import type { ReferenceCohort } from '../../pipeline/immune/referenceCohort';
import type { StromaRatio } from '../../pipeline/immune/stromaRatio';
import type { Bench } from '../../services/Bench';
import { immuneIndices, type ImmuneIndices } from '../../services/compare/immuneIndices';
import { strings } from '../../strings';
import { CohortPictures } from './CohortPictures';

const PLACES = ['stroma', 'tumour'] as const;

/** A card an index, for a CD3 slide beside a CD8 slide of the patient; nothing for other pairs. */
export function ImmuneCards({ bench, comparison }: { bench: Bench; comparison: Comparison }) {
  const { cohort } = useObservable(bench.cohort.state);
  const indices = immuneIndices(comparison, cohort);
  if (!indices) return null;
  const { found } = indices;
  return (
    <section className="ts-stack" data-cy="immune" aria-label={strings.immuneTitle}>
      <h2>{strings.immuneTitle}</h2>
      <DensityTable {...indices} />
      <CohortRow bench={bench} />
      {PLACES.map(place => (
        <ScoreCard key={place} place={place} score={found[place]} cohort={cohort} />
      ))}
      <RatioCard ratio={found.tsr} />
      <div className="ts-dim ts-small">{strings.immuneNotHere}</div>
    </section>
  );
}

function DensityTable({ markers, pair, found }: ImmuneIndices) {
  return (
    <table className="ts-table ts-narrow" data-cy="immune-densities">
      <thead>
        <tr>
          <th scope="col" />
          {PLACES.map(place => (
            <th key={place} scope="col">
              {strings.immunePlaces[place]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {markers.map(marker => (
          <tr key={marker}>
            <th scope="row">{strings.immuneMarkers[marker]}</th>
            {PLACES.map(place => (
              <td key={place} data-cy={`immune-${marker}-${place}`}>
                <Density
                  density={found.densities[marker][place]}
                  positive={pair[marker].compartments[place].cells?.positive ?? 0}
                  areaMm2={pair[marker].areaMm2[place] ?? 0}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Density(props: { density: number | string; positive: number; areaMm2: number }) {
  if (typeof props.density === 'string') return <span title={props.density}>{strings.notEvaluable}</span>;
  return (
    <>
      {strings.immuneDensity(props.density)}
      <div className="ts-dim">{strings.immuneCounted(props.positive, props.areaMm2)}</div>
    </>
  );
}

function CohortRow({ bench }: { bench: Bench }) {
  const { cohort, problem } = useObservable(bench.cohort.state);
  return (
    <div className="ts-card ts-stack" data-cy="immune-cohort">
      <div className="ts-row">
        <span className="ts-dim">{strings.cohortTitle}</span>
        <label className="ts-file">
          {strings.cohortRead}
          <input
            type="file"
            data-cy="cohort-file"
            accept=".json,application/json"
            onChange={event => {
              const [file] = event.target.files ?? [];
              if (file) void bench.cohort.read(file);
              // The same file may be opened again.
              event.target.value = '';
            }}
          />
        </label>
        {cohort && (
          <Button text={strings.cohortForget} testId="cohort-forget" onPress={() => bench.cohort.forget()} />
        )}
      </div>
      {cohort ? <CohortFacts cohort={cohort} /> : <div className="ts-small">{strings.cohortMissing}</div>}
      {problem && (
        <Notice kind="error" testId="cohort-problem" text={`${problem.message} ${problem.nextStep}`} />
      )}
    </div>
  );
}

function CohortFacts({
  cohort: { name, n, date, stainingProtocol, method, hash },
}: {
  cohort: ReferenceCohort;
}) {
  return (
    <div data-cy="cohort-facts">
      <div>{strings.cohortFacts(name, n, date)}</div>
      <div className="ts-dim ts-small">{strings.cohortStaining(stainingProtocol, method)}</div>
      <div className="ts-dim ts-small">{strings.cohortHash(hash)}</div>
    </div>
  );
}

function ScoreCard(props: {
  place: 'stroma' | 'tumour';
  score: Computable<PlaceScore>;
  cohort: ReferenceCohort | undefined;
}) {
  const { place, score, cohort } = props;
  const title = strings.immuneScores[place];
  return (
    <div className="ts-card ts-stack" data-cy={`immune-score-${place}`}>
      <div className="ts-dim">{title}</div>
      {score.kind === 'computed' ? (
        <>
          <ScoreValue score={score} />
          {cohort && <CohortPictures title={title} place={place} score={score} cohort={cohort} />}
        </>
      ) : (
        <div className="ts-small">
          {strings.notEvaluable}: {score.reason}
        </div>
      )}
    </div>
  );
}

function ScoreValue({ score }: { score: PlaceScore }) {
  const { percentiles, toCutoff, cutoffs, group, twoGroups, n } = score;
  const step = 100 / n;
  return (
    <>
      <div className="ts-row">
        <span className="ts-number">{strings.immuneScore(score.score)}</span>
        <strong>{strings.immuneGroups[group]}</strong>
        <span className="ts-dim ts-small">{strings.immuneTwo(strings.immuneGroups[twoGroups])}</span>
      </div>
      <div className="ts-dim ts-small">{strings.immunePercentiles(percentiles.cd3, percentiles.cd8)}</div>
      <div className="ts-dim ts-small">
        {strings.immuneCutoff(toCutoff.distance, toCutoff.cutoff, cutoffs.rule)}
      </div>
      {Math.abs(toCutoff.distance) < step && (
        <Notice kind="warning" testId="immune-near-cutoff" text={strings.immuneNearCutoff(step)} />
      )}
    </>
  );
}

function RatioCard({ ratio }: { ratio: Computable<StromaRatio> }) {
  return (
    <div className="ts-card ts-stack" data-cy="immune-ratio">
      <div className="ts-dim">{strings.immuneRatio}</div>
      {ratio.kind === 'computed' ? (
        <div className="ts-number">
          {strings.immuneRatioValue(ratio.value, strings.immuneGroups[ratio.group])}
        </div>
      ) : (
        <div className="ts-small">
          {strings.notEvaluable}: {ratio.reason}
        </div>
      )}
      <div className="ts-dim ts-small">{strings.immuneRatioNote}</div>
    </div>
  );
}
