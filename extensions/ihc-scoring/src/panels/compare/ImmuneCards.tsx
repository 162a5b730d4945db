import { Button, Notice } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import { SaveBar } from '@timescope/ohif/results/SaveBar';
import type { ReferenceCohort } from '../../pipeline/immune/referenceCohort';
import type { Bench } from '../../services/Bench';
import { strings } from '../../strings';
import { DensityTable, RatioCard, ScoreCards } from './ImmuneIndexCards';

/** A card an index, for a CD3 slide beside a CD8 slide of the patient; nothing for other pairs. */
export function ImmuneCards({ bench }: { bench: Bench }) {
  const { cohort } = useObservable(bench.cohort.state);
  const { result } = useObservable(bench.results.immune.state);
  if (!result) return null;
  const shown = { result, prefix: 'immune' };
  return (
    <section className="ts-stack" data-cy="immune" aria-label={strings.immuneTitle}>
      <h2>{strings.immuneTitle}</h2>
      <DensityTable {...shown} />
      <CohortRow bench={bench} />
      <ScoreCards {...shown} cohort={cohort} />
      <RatioCard {...shown} />
      <div className="ts-dim ts-small">{strings.immuneNotHere}</div>
      <SaveRow bench={bench} />
    </section>
  );
}

function SaveRow({ bench }: { bench: Bench }) {
  const { immune } = bench.results;
  useObservable(bench.scoring.reader);
  useObservable(immune.submissions.state);
  return (
    <div className="ts-card ts-stack" data-cy="immune-save">
      <div className="ts-dim">{strings.immuneSaveTitle}</div>
      <SaveBar
        saving={immune.saving}
        whyNot={immune.whyNot()}
        isSaved={immune.isSaved()}
        onSave={() => void immune.save()}
      />
      <div className="ts-dim ts-small">{strings.immuneSaveNote}</div>
    </div>
  );
}

function CohortRow({ bench }: { bench: Bench }) {
  const { cohort, offered, problem } = useObservable(bench.cohort.state);
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
      {offered
        .filter(({ hash }) => hash !== cohort?.hash)
        .map(each => (
          <div key={each.hash} className="ts-row">
            <Button
              text={strings.cohortUse(each.name, each.n)}
              testId="cohort-offered"
              onPress={() => bench.cohort.use(each)}
            />
          </div>
        ))}
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
