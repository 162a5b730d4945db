import { Button, Notice } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import { SaveBar } from '@timescope/ohif/results/SaveBar';
import type { ReferenceCohort } from '../../pipeline/immune/referenceCohort';
import type { Bench } from '../../services/Bench';
import { LEAST_UM, MOST_UM, type LengthName } from '../../services/results/fieldLengths';
import { strings } from '../../strings';
import { FieldList } from './FieldList';
import { SectionsChoice } from './SectionsChoice';
import { DensityTable, ImmuneWarnings, OtherIndices, RatioCard, ScoreCards } from './ImmuneIndexCards';

/** The patient's sections, then a card an index. */
export function ImmuneCards({ bench }: { bench: Bench }) {
  const { cohort } = useObservable(bench.cohort.state);
  const { result, missing, outdated } = useObservable(bench.results.immune.state);
  const shown = result && { result, prefix: 'immune' };
  return (
    <div className="ts-stack">
      <SectionsChoice bench={bench} />
      {missing.map(sentence => (
        <Notice key={sentence} kind="info" testId="immune-missing" text={sentence} />
      ))}
      {outdated.map(sentence => (
        <Notice key={sentence} kind="warning" testId="immune-outdated" text={sentence} />
      ))}
      {shown && (
        <section className="ts-stack" data-cy="immune" aria-label={strings.immuneTitle}>
          <DensityTable {...shown} />
          <CohortRow bench={bench} />
          <ScoreCards {...shown} cohort={cohort} />
          <RatioCard {...shown} />
          <Lengths bench={bench} />
          {shown.result.slides.he && <SecondReader bench={bench} />}
          <OtherIndices {...shown} />
          <FieldList bench={bench} of="score" />
          <ImmuneWarnings {...shown} />
          <SaveRow bench={bench} />
        </section>
      )}
    </div>
  );
}

/** What the fields of the immune score are: both lengths are ours, so they stand beside it. */
function Lengths({ bench: { results } }: { bench: Bench }) {
  return (
    <div className="ts-card ts-stack">
      <Length immune={results.immune} name="fieldUm" testId="field-um" />
      <Length immune={results.immune} name="marginUm" testId="margin-um" />
      <div className="ts-dim ts-small">{strings.lengthsNote}</div>
    </div>
  );
}

function Length(props: { immune: Bench['results']['immune']; name: LengthName; testId: string }) {
  const { immune, name, testId } = props;
  const { settings, lengthProblems } = useObservable(immune.state);
  const problem = lengthProblems[name];
  return (
    <>
      <label className="ts-row">
        <span className="ts-dim">{strings.lengths[name]}</span>
        <input
          type="number"
          data-cy={testId}
          min={LEAST_UM}
          max={MOST_UM}
          step={50}
          defaultValue={settings[name]}
          onChange={event => immune.setLength(name, Number(event.target.value))}
        />
      </label>
      {problem !== undefined && <Notice kind="warning" testId={`${testId}-problem`} text={problem} />}
    </>
  );
}

/** Blinded: a grade of another reader is looked up once this reader has given one. */
function SecondReader({ bench: { results } }: { bench: Bench }) {
  const { secondReader, noSecondGrade } = useObservable(results.immune.state);
  return (
    <div className="ts-card ts-stack">
      <label className="ts-row">
        <span className="ts-dim">{strings.tilSecond}</span>
        <input
          type="text"
          className="ts-grow"
          data-cy="second-reader"
          defaultValue={secondReader}
          onBlur={event => results.immune.setSecondReader(event.target.value)}
        />
      </label>
      {noSecondGrade !== undefined && (
        <Notice kind="warning" testId="second-reader-problem" text={noSecondGrade} />
      )}
      <div className="ts-dim ts-small">{strings.tilSecondNote}</div>
    </div>
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
