import { holdsControls } from '@timescope/core/controlCharacters';
import { isReason } from '@timescope/core/result/decisionChoice';
import { useState, type ReactNode } from 'react';
import { Button, Notice } from './controls';
import { ohifStrings } from './strings';

/** Accept, amend, reject; `of` names in data-cy what is decided on. */
export function DecisionButtons(props: {
  of: string;
  isOff: boolean;
  onAccept: () => void;
  onAsk: (kind: 'amended' | 'rejected') => void;
}) {
  const { of, isOff, onAccept, onAsk } = props;
  return (
    <>
      <Button text={ohifStrings.accept} testId={`accept-${of}`} disabled={isOff} onPress={onAccept} />
      <Button
        text={ohifStrings.amend}
        testId={`amend-${of}`}
        disabled={isOff}
        onPress={() => onAsk('amended')}
      />
      <Button
        text={ohifStrings.reject}
        testId={`reject-${of}`}
        disabled={isOff}
        onPress={() => onAsk('rejected')}
      />
    </>
  );
}

/** Asks why; a reason that a DICOM object cannot keep is refused while it is typed. */
export function ReasonForm(props: {
  of: string;
  question: string;
  /** In characters. */
  longest: number;
  /** What else is missing before it can be decided. */
  isOff?: boolean;
  onDecide: (reason: string) => void;
  onClose: () => void;
  /** Asked above the reason. */
  children?: ReactNode;
}) {
  const { of, question, longest, isOff = false, onDecide, onClose, children } = props;
  const [reason, setReason] = useState('');
  const decide = () => {
    onDecide(reason);
    onClose();
  };
  return (
    <>
      {children}
      <label className="ts-stack">
        <span>{question}</span>
        <textarea
          data-cy={`reason-of-${of}`}
          maxLength={longest}
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
          text={ohifStrings.decide}
          testId={`decide-why-${of}`}
          disabled={isOff || !isReason(reason)}
          onPress={decide}
        />
        <Button text={ohifStrings.cancel} testId={`cancel-why-${of}`} onPress={onClose} />
      </div>
    </>
  );
}
