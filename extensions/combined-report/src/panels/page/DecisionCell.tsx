import type { ComparisonRow } from '@timescope/core/report/reportDocument';
import { reportStrings } from '@timescope/core/report/strings';
import type { PredictedClass } from '@timescope/core/result/predictionResult';
import { Button } from '@timescope/ohif/controls';
import { DecisionButtons, ReasonForm } from '@timescope/ohif/Deciding';
import { useEffect, useId, useRef, useState } from 'react';
import { strings } from '../../strings';
import { useFocusAfterPress } from '../useFocusAfterPress';
import type { Deciding } from './Comparison';
import { Words } from './Words';

type Reasoned = 'amended' | 'rejected';

/** The decision that stands, and the buttons that make one or take it back. */
export function DecisionCell(props: {
  row: ComparisonRow;
  deciding: Deciding;
  /** The form for a reason is open. */
  isAsking: boolean;
  onAsk: (kind: Reasoned) => void;
}) {
  const { row, deciding, isAsking, onAsk } = props;
  const { target, decision } = row;
  const focus = useFocusAfterPress<HTMLTableCellElement>(decision, isAsking);
  const isOwn = decision !== undefined && deciding.own.has(target);
  return (
    <td {...focus} data-cy={`decision-${target}`} data-kind={decision?.kind}>
      <span className={decision ? 'tr-value' : 'tr-detail'} data-cy="printed">
        <Words text={row.decided} />
      </span>
      <div className="ts-row tr-screen">
        {isOwn ? (
          <Button
            text={strings.takeBack}
            testId={`take-back-${target}`}
            onPress={() => deciding.takeBack(target)}
          />
        ) : (
          <Choices row={row} deciding={deciding} onAsk={onAsk} />
        )}
      </div>
    </td>
  );
}

/** Where neither CT nor tissue is there, nothing can be accepted or rejected; a class may be given by hand. */
function Choices(props: { row: ComparisonRow; deciding: Deciding; onAsk: (kind: Reasoned) => void }) {
  const { row, deciding, onAsk } = props;
  const isOff = !deciding.hasReader;
  const { target } = row;
  if (isEmpty(row))
    return (
      <Button
        text={strings.giveClass}
        testId={`amend-${target}`}
        disabled={isOff}
        onPress={() => onAsk('amended')}
      />
    );
  return (
    <DecisionButtons
      of={target}
      isOff={isOff}
      onAccept={() => deciding.decide(target, { kind: 'accepted' })}
      onAsk={onAsk}
    />
  );
}

const isEmpty = ({ ct, tissue }: ComparisonRow): boolean =>
  ct.kind === 'missing' && tissue.kind === 'missing';

/** Asks for the reason and, to amend, for the class; neither is proposed. */
export function WhyForm(props: {
  row: ComparisonRow;
  kind: Reasoned;
  deciding: Deciding;
  onClose: () => void;
}) {
  const { row, kind, deciding, onClose } = props;
  const [amended, setAmended] = useState<PredictedClass | undefined>(undefined);
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, textarea')?.focus(), []);
  const decide = (reason: string) => {
    if (kind === 'rejected') deciding.decide(row.target, { kind, reason });
    else if (amended) deciding.decide(row.target, { kind, class: amended, reason });
  };
  return (
    <div
      ref={form}
      className="tr-why"
      data-cy={`why-${row.target}`}
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
    >
      <ReasonForm
        of={row.target}
        question={strings.reasonOf[isEmpty(row) ? 'given' : kind](row.label)}
        longest={LONGEST_REASON}
        isOff={kind === 'amended' && amended === undefined}
        onDecide={decide}
        onClose={onClose}
      >
        {kind === 'amended' && <ClassChoice row={row} chosen={amended} onChoose={setAmended} />}
      </ReasonForm>
    </div>
  );
}

function ClassChoice(props: {
  row: ComparisonRow;
  chosen: PredictedClass | undefined;
  onChoose: (chosen: PredictedClass) => void;
}) {
  const { row, chosen, onChoose } = props;
  const name = useId();
  return (
    <fieldset>
      <legend>{strings.amendTo(reportStrings.by(row.target, row.amends))}</legend>
      {(['high', 'low'] as const).map(each => (
        <label key={each}>
          <input
            type="radio"
            name={name}
            data-cy={`amend-${row.target}-${each}`}
            checked={chosen === each}
            onChange={() => onChoose(each)}
          />{' '}
          {strings.classNames[each]}
        </label>
      ))}
    </fieldset>
  );
}

/** In characters; a line or two of the page. Ours. */
const LONGEST_REASON = 200;
