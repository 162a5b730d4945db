import type { ComparisonRow } from '@timescope/core/report/reportDocument';
import { reportStrings } from '@timescope/core/report/strings';
import type { PredictedClass } from '@timescope/core/result/predictionResult';
import { Button } from '@timescope/ohif/controls';
import { DecisionButtons, ReasonForm } from '@timescope/ohif/Deciding';
import { useEffect, useId, useRef, useState } from 'react';
import { strings } from '../../strings';
import type { Deciding } from './Comparison';

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
  const focus = useFocusAfterPress(decision, isAsking);
  const isOwn = decision !== undefined && deciding.own.has(target);
  const isEmpty = row.ct.kind === 'missing' && row.tissue.kind === 'missing';
  return (
    <td {...focus} data-cy={`decision-${target}`} data-kind={decision?.kind}>
      <span className={decision ? 'tr-value' : 'tr-detail'} data-cy="printed">
        {decision ? reportStrings.decision(decision) : reportStrings.noDecision}
      </span>
      <div className="ts-row tr-screen">
        {isOwn ? (
          <Button
            text={strings.takeBack}
            testId={`take-back-${target}`}
            onPress={() => deciding.takeBack(target)}
          />
        ) : (
          !isEmpty && (
            <DecisionButtons
              of={target}
              isOff={!deciding.hasReader}
              onAccept={() => deciding.decide(target, { kind: 'accepted' })}
              onAsk={onAsk}
            />
          )
        )}
      </div>
    </td>
  );
}

/** The button that was pressed is gone afterwards; the focus goes on to the one in its place. */
function useFocusAfterPress(decision: ComparisonRow['decision'], isAsking: boolean) {
  const cell = useRef<HTMLTableCellElement>(null);
  const isPressed = useRef(false);
  useEffect(() => {
    if (!isPressed.current || isAsking) return;
    isPressed.current = false;
    cell.current?.querySelector('button')?.focus();
  }, [decision, isAsking]);
  return { ref: cell, onClick: () => (isPressed.current = true) };
}

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
    <div ref={form} className="tr-why" data-cy={`why-${row.target}`}>
      <ReasonForm
        of={row.target}
        question={strings.reasonOf[kind](row.label)}
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
      <legend>{strings.amendTo(row.label)}</legend>
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
