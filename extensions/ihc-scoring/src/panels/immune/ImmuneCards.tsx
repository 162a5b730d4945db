import { Button, Notice } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import { SaveBar } from '@timescope/ohif/results/SaveBar';
import type { ReferenceCohort } from '../../pipeline/immune/referenceCohort';
import type { Bench } from '../../services/Bench';
import { strings } from '../../strings';
import { FieldList } from './FieldList';
import { SectionsChoice } from './SectionsChoice';
import { DensityTable, ImmuneWarnings, OtherIndices, RatioCard, ScoreCards } from './ImmuneIndexCards';

/** The patient's sections, then a card an index. */
export function ImmuneCards({ bench }: { bench: Bench }) {
  const { cohort } = useObservable(bench.cohort.state);
  const { result, missing } = useObservable(bench.results.immune.state);
  const shown = result && { result, prefix: 'immune' };
  return (
    <div className="ts-stack">
      <SectionsChoice bench={bench} />
      {missing.map(sentence => (
        <Notice key={sentence} kind="info" testId="immune-missing" text={sentence} />
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
  const { fieldUm, marginUm } = useObservable(results.immune.state).settings;
  return (
    <div className="ts-card ts-stack">
      <Length
        text={strings.fieldEdge}
        testId="field-um"
        value={fieldUm}
        onChange={um => results.immune.setLengths({ fieldUm: um })}
      />
      <Length
        text={strings.marginWidth}
        testId="margin-um"
        value={marginUm}
        onChange={um => results.immune.setLengths({ marginUm: um })}
      />
      <div className="ts-dim ts-small">{strings.lengthsNote}</div>
    </div>
  );
}

/** From a field of a few cells to one of a whole section. Ours. */
const LEAST_UM = 100;
const MOST_UM = 5000;

function Length(props: { text: string; testId: string; value: number; onChange: (um: number) => void }) {
  return (
    <label className="ts-row">
      <span className="ts-dim">{props.text}</span>
      <input
        type="number"
        data-cy={props.testId}
        min={LEAST_UM}
        max={MOST_UM}
        step={50}
        defaultValue={props.value}
        onChange={event => {
          const um = Number(event.target.value);
          if (um >= LEAST_UM && um <= MOST_UM) props.onChange(um);
        }}
      />
    </label>
  );
}

/** Blinded: a grade of another reader is looked up once this reader has given one. */
function SecondReader({ bench: { results } }: { bench: Bench }) {
  const { secondReader } = useObservable(results.immune.state);
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
