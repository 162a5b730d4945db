import { Notice } from '@timescope/ohif/controls';
import type { ImmuneResult } from '../../pipeline/immune/immuneResult';
import type { PlaceScore } from '../../pipeline/immune/placeScore';
import type { ReferenceCohort } from '../../pipeline/immune/referenceCohort';
import { areasOfRatio } from '../../services/immune/areasOfRatio';
import { strings } from '../../strings';
import { CohortPictures } from './CohortPictures';

const PLACES = ['stroma', 'tumour'] as const;
type Place = (typeof PLACES)[number];

interface Shown {
  readonly result: ImmuneResult;
  /** Of the names that tests know the cards by. */
  readonly prefix: string;
}

/** Of CD3 and CD8 slides; the H&E slide alone has no densities. */
export function DensityTable({ result, prefix }: Shown) {
  if (!result.slides.cd3 && !result.slides.cd8) return null;
  return (
    <table className="ts-table ts-narrow" data-cy={`${prefix}-densities`}>
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
        {(['cd3', 'cd8'] as const).map(marker => (
          <tr key={marker}>
            <th scope="row">
              {strings.immuneMarkers[marker]}
              <Read slide={result.slides[marker]} testId={`${prefix}-${marker}-read`} />
            </th>
            {PLACES.map(place => (
              <td key={place} data-cy={`${prefix}-${marker}-${place}`}>
                <Density slide={result.slides[marker]} place={place} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Read({ slide, testId }: { slide: ImmuneResult['slides']['cd3']; testId: string }) {
  const { fraction, requestedMm2 } = slide?.coverage ?? { fraction: null, requestedMm2: 0 };
  return fraction === null ? null : (
    <div className="ts-dim ts-small" data-cy={testId} title={strings.immuneReadHint}>
      {strings.immuneRead(fraction, requestedMm2)}
    </div>
  );
}

function Density({ slide, place }: { slide: ImmuneResult['slides']['cd3']; place: Place }) {
  const density = slide?.densityPerMm2[place] ?? null;
  if (!slide || density === null)
    return <span title={strings.inWords(slide?.notEvaluable[place] ?? '')}>{strings.notEvaluable}</span>;
  return (
    <>
      {strings.immuneDensity(density)}
      <div className="ts-dim">
        {strings.immuneCounted(slide.positive[place] ?? 0, slide.areaMm2[place] ?? 0)}
      </div>
    </>
  );
}

const SCORES = { stroma: 'stromaImmuneScore', tumour: 'intraepithelialImmuneScore' } as const;

/** @param props.cohort for its pictures; without it the numbers alone */
export function ScoreCards({ result, prefix, cohort }: Shown & { cohort: ReferenceCohort | undefined }) {
  return PLACES.map(place => {
    const score = result.scores[place];
    const title = strings.immuneScores[place];
    return (
      <div key={place} className="ts-card ts-stack" data-cy={`${prefix}-score-${place}`}>
        <div className="ts-dim">{title}</div>
        {score ? (
          <>
            <ScoreValue score={score} />
            {cohort && <CohortPictures title={title} place={place} score={score} cohort={cohort} />}
          </>
        ) : (
          <NoValue reason={result.notEvaluable[SCORES[place]]} />
        )}
      </div>
    );
  });
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
      <div className="ts-dim ts-small">{strings.immunePercentiles(percentiles.cd3, percentiles.cd8, n)}</div>
      <div className="ts-dim ts-small">
        {strings.immuneCutoff(toCutoff.distance, toCutoff.cutoff, cutoffs.rule)}
      </div>
      {Math.abs(toCutoff.distance) < step && (
        <Notice kind="warning" testId="immune-near-cutoff" text={strings.immuneNearCutoff(step)} />
      )}
    </>
  );
}

/** The ratio that TIME uses stands first and large; beside fields on H&E that of the whole section is small. */
export function RatioCard({ result, prefix }: Shown) {
  const { tsr, tsrOn, groups, notEvaluable, slides } = result;
  const fields = slides.he?.stromaOfFields;
  const areas = areasOfRatio(result);
  return (
    <div className="ts-card ts-stack" data-cy={`${prefix}-ratio`}>
      <div className="ts-dim">{strings.immuneRatio}</div>
      {fields && (
        <>
          <div className="ts-number" data-cy={`${prefix}-ratio-of-time`}>
            {strings.immuneRatioValue(fields.value, strings.immuneGroups[fields.group], 0)}
          </div>
          <div className="ts-small" data-cy={`${prefix}-fields-ratio`}>
            {strings.heRatio(fields.value, strings.immuneGroups[fields.group])}
          </div>
        </>
      )}
      {tsr === null ? (
        <NoValue reason={notEvaluable.tsr} />
      ) : (
        <div className={fields ? 'ts-dim ts-small' : 'ts-number'}>
          {fields && strings.immuneRatioWhole}
          {strings.immuneRatioValue(tsr, strings.immuneGroups[groups.tsr ?? 'low'])}
        </div>
      )}
      {tsr !== null && (
        <div className="ts-dim ts-small">{strings.immuneRatioAreas(areas.stroma, areas.tumour)}</div>
      )}
      <div className="ts-dim ts-small">{strings.immuneRatioNote(tsrOn)}</div>
    </div>
  );
}

/** What must be known of the numbers. */
export function ImmuneWarnings({ result, prefix }: Shown) {
  return result.warnings.map(({ code, message }) => (
    <Notice
      key={`${code} ${message}`}
      kind="warning"
      testId={`${prefix}-warning`}
      text={strings.inWords(message)}
    />
  ));
}

/** Immune score, lymphocytes and TIME, which need more than two slides on screen. */
export function OtherIndices({ result, prefix }: Shown) {
  const { immuneScore, tils, time, groups } = result;
  const rows = [
    ['immuneScore', immuneScore?.score, groups.is],
    ['tils', tils?.grade, groups.tils],
    ['time', time?.score, groups.time],
  ] as const;
  return (
    <div className="ts-card ts-stack" data-cy={`${prefix}-others`}>
      {rows.map(([name, value, group]) => (
        <div key={name} className="ts-stack">
          <div className="ts-dim">{strings.immuneOthers[name]}</div>
          {value === undefined || group === null ? (
            <NoValue reason={result.notEvaluable[name]} />
          ) : (
            <div className="ts-number">{strings.immuneOther[name](value, strings.immuneGroups[group])}</div>
          )}
          {name === 'immuneScore' && <Points score={immuneScore} />}
          {name === 'tils' && tils && (
            <div className="ts-dim ts-small">{strings.tilReaders(tils.readers)}</div>
          )}
          {name === 'time' && <Components time={time} />}
        </div>
      ))}
    </div>
  );
}

/** The four yes-or-no questions. */
const Points = ({ score }: { score: ImmuneResult['immuneScore'] }) =>
  score?.parts.map(({ marker, place, densityPerMm2, cutoffPerMm2, value }) => (
    <div key={`${marker} ${place}`} className="ts-dim ts-small">
      {strings.immunePoint(
        strings.immuneMarkers[marker],
        strings.immuneFieldPlaces[place],
        densityPerMm2,
        cutoffPerMm2,
        value,
      )}
    </div>
  ));

const Components = ({ time }: { time: ImmuneResult['time'] }) =>
  time && (
    <>
      {(['tsr', 'tils', 'is'] as const).map(name => (
        <div key={name} className="ts-dim ts-small">
          {strings.timeComponent(strings.timeComponents[name], strings.immuneGroups[time.components[name]])}
        </div>
      ))}
      <div className="ts-dim ts-small">{strings.timeBy(time.tsrBy)}</div>
    </>
  );

const NoValue = ({ reason }: { reason: string | undefined }) => (
  <div className="ts-small">
    {strings.notEvaluable}: {strings.inWords(reason ?? '')}
  </div>
);
