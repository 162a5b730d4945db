import { holdsControls } from '@timescope/core/controlCharacters';
import { TARGETS, type Target, type TargetPrediction } from '@timescope/core/result/predictionResult';
import { Button, Notice, Section } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import { ohifStrings } from '@timescope/ohif/strings';
import { useState } from 'react';
import type { CtDecision } from '../../pipeline/ctDecision';
import type { Prediction } from '../../services/radiologyState';
import { isReason, type Decisions } from '../../services/results/Decisions';
import { strings } from '../../strings';

interface DecidingProps {
  readonly decisions: Decisions;
  readonly prediction: Prediction;
  readonly reader: string | undefined;
}

/** A named reader accepts, amends or rejects each prediction. */
export function DecisionSection({ decisions, prediction, reader }: DecidingProps) {
  const { decisions: made } = useObservable(decisions.state);
  const { targets } = prediction.outcome.result;
  return (
    <Section title={strings.decisions} testId="decision-section">
      {reader === undefined && <Notice kind="info" testId="decision-name" text={strings.decisionNeedsName} />}
      {prediction.isStale && <Notice kind="info" testId="decision-stale" text={strings.decisionStale} />}
      {TARGETS.map(target => {
        const said = targets[target];
        const decision = made.find(each => each.target === target);
        return (
          said && (
            <TargetDecision
              key={target}
              target={target}
              said={said}
              decision={decision}
              decisions={decisions}
              isOff={reader === undefined || prediction.isStale}
            />
          )
        );
      })}
      <div className="ts-dim ts-small">{strings.decisionsHint}</div>
    </Section>
  );
}

interface TargetProps {
  readonly target: Target;
  readonly said: TargetPrediction;
  readonly decision: CtDecision | undefined;
  readonly decisions: Decisions;
  readonly isOff: boolean;
}

function TargetDecision(props: TargetProps) {
  const { target, said, decision, decisions, isOff } = props;
  const [asking, setAsking] = useState<'amended' | 'rejected' | undefined>(undefined);
  if (decision) return <Decided {...props} decision={decision} />;
  if (asking && !isOff) return <WhyForm {...props} kind={asking} onClose={() => setAsking(undefined)} />;
  return (
    <div className="ts-row" data-cy={`decide-${target}`}>
      <span className="ts-grow">
        {strings.targets[target]} {strings.classNames[said.class]}
      </span>
      <Button
        text={strings.accept}
        testId={`accept-${target}`}
        disabled={isOff}
        onPress={() => decisions.decide(target, { kind: 'accepted' })}
      />
      <Button
        text={strings.amend}
        testId={`amend-${target}`}
        disabled={isOff}
        onPress={() => setAsking('amended')}
      />
      <Button
        text={strings.reject}
        testId={`reject-${target}`}
        disabled={isOff}
        onPress={() => setAsking('rejected')}
      />
    </div>
  );
}

function Decided({ target, said, decision, decisions }: TargetProps & { decision: CtDecision }) {
  const final = decision.kind === 'amended' ? decision.class : said.class;
  const reason = decision.kind === 'accepted' ? '' : decision.reason;
  return (
    <div className="ts-card ts-stack" data-cy={`decision-${target}`} data-kind={decision.kind}>
      <span>
        {strings.targets[target]}: {strings.decided[decision.kind](strings.classNames[final], reason)}
      </span>
      <div className="ts-row">
        <span className="ts-dim ts-small ts-grow">{strings.decidedBy(decision.reader, decision.at)}</span>
        <Button
          text={strings.takeBack}
          testId={`take-back-${target}`}
          onPress={() => decisions.takeBack(target)}
        />
      </div>
    </div>
  );
}

/** There are two classes: an amendment is the other one. */
function WhyForm(props: TargetProps & { kind: 'amended' | 'rejected'; onClose: () => void }) {
  const { target, said, decisions, kind, onClose } = props;
  const [reason, setReason] = useState('');
  const other = said.class === 'high' ? 'low' : 'high';
  const name = strings.targets[target];
  const question =
    kind === 'amended' ? strings.amendTo(name, strings.classNames[other]) : strings.rejectWhy(name);
  const decide = () => {
    decisions.decide(target, kind === 'amended' ? { kind, class: other, reason } : { kind, reason });
    onClose();
  };
  return (
    <div className="ts-card ts-stack" data-cy={`why-${target}`}>
      <label className="ts-stack">
        <span>{question}</span>
        <textarea
          data-cy={`reason-of-${target}`}
          aria-label={strings.reason}
          maxLength={500}
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
          testId={`decide-why-${target}`}
          disabled={!isReason(reason)}
          onPress={decide}
        />
        <Button text={strings.cancelDecision} testId={`cancel-why-${target}`} onPress={onClose} />
      </div>
    </div>
  );
}
