import { Button, Notice, RunProgress } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import type { StromaReading } from '../../pipeline/immune/stromaReading';
import type { TilGrade } from '../../pipeline/immune/tilGrade';
import type { Bench } from '../../services/Bench';
import { strings } from '../../strings';
import { FieldList } from './FieldList';

/** What a reader says of an H&E slide: the stroma of three fields and the grade of the lymphocytes. */
export function StromaSection({ bench }: { bench: Bench }) {
  const { corrected } = useObservable(bench.tissueMap.state);
  const { settings } = useObservable(bench.results.immune.state);
  const { reading, isSigned } = useObservable(bench.readings.state);
  const { stroma } = reading;
  const isOutdated = stroma !== undefined && corrected !== undefined && !bench.tissueMap.isMapOf(stroma);
  return (
    <div className="ts-stack" data-cy="stroma">
      <div className="ts-dim ts-small">{strings.heHint}</div>
      <div className="ts-row">
        <Button
          primary
          text={strings.hePropose}
          testId="propose-fields"
          disabled={!corrected || isSigned}
          onPress={() => bench.tissueMap.proposeFields(settings.fieldUm)}
        />
        {!corrected && <span className="ts-dim ts-small">{strings.heNeedsMap}</span>}
      </div>
      {isOutdated && <Notice kind="warning" testId="fields-outdated" text={strings.heOutdated} />}
      {stroma && <Fields bench={bench} stroma={stroma} />}
      {stroma && <FieldList bench={bench} of="ratio" />}
      {stroma && <Lymphocytes bench={bench} stroma={stroma} />}
    </div>
  );
}

const TENTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

function Fields({ bench, stroma }: { bench: Bench; stroma: StromaReading }) {
  if (stroma.noFields !== undefined)
    return (
      <div className="ts-small" data-cy="no-fields">
        {strings.notEvaluable}: {strings.inWords(stroma.noFields)}
      </div>
    );
  return (
    <>
      {stroma.proposed
        .map((proposed, index) => stroma.moved?.[index] ?? proposed)
        .map((field, index) => (
          <label key={index} className="ts-row">
            <span className="ts-dim">{strings.heField(index + 1)}</span>
            <select
              data-cy={`stroma-field-${index + 1}`}
              value={String(Math.round(10 * (stroma.ratios[index] ?? field.ratio)))}
              onChange={event => bench.tissueMap.readField(index, Number(event.target.value) / 10)}
            >
              {TENTHS.map(tenth => (
                <option key={tenth} value={tenth}>
                  {strings.hePercent(tenth / 10)}
                </option>
              ))}
            </select>
            <span className="ts-dim ts-small">{strings.heProposed(field.ratio)}</span>
          </label>
        ))}
    </>
  );
}

const GRADES: readonly TilGrade[] = [0, 1, 2, 3];

function Lymphocytes({ bench, stroma }: { bench: Bench; stroma: StromaReading }) {
  return (
    <div className="ts-card ts-stack">
      <label className="ts-row">
        <span className="ts-dim">{strings.tilGrade}</span>
        <select
          className="ts-grow"
          data-cy="til-grade"
          value={stroma.tils ?? ''}
          onChange={event => bench.tils.grade(GRADES.find(each => String(each) === event.target.value))}
        >
          <option value="">{strings.tilNone}</option>
          {GRADES.map(each => (
            <option key={each} value={each}>
              {strings.tilGrades[each]}
            </option>
          ))}
        </select>
      </label>
      <Proposal bench={bench} stroma={stroma} />
      <div className="ts-dim ts-small">{strings.tilNote}</div>
    </div>
  );
}

/** What density and distribution of small dark nuclei say; the reader's grade is his own. */
function Proposal({ bench, stroma: { fieldUm, tilProposal } }: { bench: Bench; stroma: StromaReading }) {
  const { work, problem } = useObservable(bench.tils.state);
  const { corrected } = useObservable(bench.tissueMap.state);
  const densest = useObservable(bench.fields.state).fields.find(({ kind }) => kind === 'tils');
  return (
    <>
      {work ? (
        <RunProgress progress={work} onCancel={() => bench.tils.cancel()} />
      ) : (
        <div className="ts-row">
          <Button
            text={strings.tilPropose}
            testId="til-propose"
            disabled={!corrected}
            onPress={() => void bench.tils.propose(fieldUm)}
          />
          {densest && (
            <Button text={strings.tilGoTo} testId="til-go-to" onPress={() => bench.fields.goTo(densest)} />
          )}
        </div>
      )}
      {tilProposal && (
        <div className="ts-small" data-cy="til-proposal">
          {tilProposal.kind === 'computed'
            ? strings.tilProposed(tilProposal)
            : `${strings.notEvaluable}: ${strings.inWords(tilProposal.reason)}`}
        </div>
      )}
      {problem && (
        <Notice kind="error" testId="til-problem" text={`${problem.message} ${problem.nextStep}`} />
      )}
    </>
  );
}
