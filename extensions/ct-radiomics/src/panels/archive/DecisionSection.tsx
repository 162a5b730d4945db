import { TARGETS, type Target, type TargetPrediction } from '@timescope/core/result/predictionResult';
import { Button, Notice, Section } from '@timescope/ohif/controls';
import { DecisionButtons, ReasonForm } from '@timescope/ohif/Deciding';
import { useObservable } from '@timescope/ohif/ObservableState';
import { useState } from 'react';
import type { CtDecision } from '../../pipeline/ctDecision';
import type { Prediction } from '../../services/radiologyState';
import type { Decisions } from '../../services/results/Decisions';
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
      <DecisionButtons
        of={target}
        isOff={isOff}
        onAccept={() => decisions.decide(target, { kind: 'accepted' })}
        onAsk={setAsking}
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
  const other = said.class === 'high' ? 'low' : 'high';
  const name = strings.targets[target];
  const question =
    kind === 'amended' ? strings.amendTo(name, strings.classNames[other]) : strings.rejectWhy(name);
  return (
    <div className="ts-card ts-stack" data-cy={`why-${target}`}>
      <ReasonForm
        of={target}
        question={question}
        longest={500}
        onDecide={reason =>
          decisions.decide(target, kind === 'amended' ? { kind, class: other, reason } : { kind, reason })
        }
        onClose={onClose}
      />
    </div>
  );
}
