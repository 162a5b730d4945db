import { holdsControls } from '@timescope/core/controlCharacters';
import type { ComparisonRow } from '@timescope/core/report/reportDocument';
import { reportStrings } from '@timescope/core/report/strings';
import type { PredictedClass, Target } from '@timescope/core/result/predictionResult';
import { Button, Notice } from '@timescope/ohif/controls';
import { ohifStrings } from '@timescope/ohif/strings';
import { useEffect, useId, useRef, useState } from 'react';
import { isReason } from '../../services/decisions';
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
          !isEmpty && <ThreeChoices target={target} deciding={deciding} onAsk={onAsk} />
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

function ThreeChoices(props: { target: Target; deciding: Deciding; onAsk: (kind: Reasoned) => void }) {
  const { target, deciding, onAsk } = props;
  const isOff = !deciding.hasReader;
  return (
    <>
      <Button
        text={strings.accept}
        testId={`accept-${target}`}
        disabled={isOff}
        onPress={() => deciding.decide(target, { kind: 'accepted' })}
      />
      <Button
        text={strings.amend}
        testId={`amend-${target}`}
        disabled={isOff}
        onPress={() => onAsk('amended')}
      />
      <Button
        text={strings.reject}
        testId={`reject-${target}`}
        disabled={isOff}
        onPress={() => onAsk('rejected')}
      />
    </>
  );
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
  const [reason, setReason] = useState('');
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, textarea')?.focus(), []);
  const decide = () => {
    if (kind === 'rejected') deciding.decide(row.target, { kind, reason });
    else if (amended) deciding.decide(row.target, { kind, class: amended, reason });
    onClose();
  };
  return (
    <div ref={form} className="tr-why" data-cy={`why-${row.target}`}>
      {kind === 'amended' && <ClassChoice row={row} chosen={amended} onChoose={setAmended} />}
      <label className="ts-stack">
        <span>{strings.reasonOf[kind](row.label)}</span>
        <textarea
          data-cy={`reason-of-${row.target}`}
          maxLength={LONGEST_REASON}
          value={reason}
          onChange={event => setReason(event.target.value)}
        />
      </label>
      {holdsControls(reason) && (
        <Notice kind="warning" testId="reason-controls" text={ohifStrings.controlCharacters} />
      )}
      <div className="ts-row">
        <Button
          primary
          text={strings.decide}
          testId={`decide-why-${row.target}`}
          disabled={!isReason(reason) || (kind === 'amended' && amended === undefined)}
          onPress={decide}
        />
        <Button text={strings.cancel} testId={`cancel-why-${row.target}`} onPress={onClose} />
      </div>
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
