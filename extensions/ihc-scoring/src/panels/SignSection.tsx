import { Button, Notice } from '@timescope/ohif/controls';
import { Fold } from '@timescope/ohif/Fold';
import type { Host } from '@timescope/ohif/host';
import { useObservable } from '@timescope/ohif/ObservableState';
import { useState } from 'react';
import { COMMANDS } from '../commandNames';
import type { SignableScore } from '../pipeline/reading/signableScores';
import type { Decision } from '../pipeline/reading/signedReading';
import type { Bench } from '../services/Bench';
import { enteredScore, signableScores } from '../services/signedScores';
import { strings } from '../strings';
import { SignedVersion, SignedVersions } from './SignedVersions';

/** The end of the work: the reader accepts the scores or overrides one, and the reading is frozen. */
export function SignSection({ host, bench }: { host: Host; bench: Bench }) {
  const { isSigned, signed } = useObservable(bench.readings.state);
  const newest = signed.at(-1);
  const earlier = isSigned ? signed.slice(0, -1) : signed;
  return (
    <Fold
      title={strings.sign}
      testId="sign"
      note={isSigned ? strings.signedVersion(signed.length) : undefined}
    >
      {isSigned && newest ? (
        <>
          <SignedVersion version={newest} />
          <div className="ts-row">
            <Button
              text={strings.newVersion}
              testId="new-version"
              onPress={() => void host.commandsManager.runCommand(COMMANDS.newVersion)}
            />
            <span className="ts-dim ts-small ts-grow">{strings.newVersionHint}</span>
          </div>
        </>
      ) : (
        <ToSign key={signed.length} host={host} bench={bench} />
      )}
      <SignedVersions versions={earlier} />
    </Fold>
  );
}

function ToSign({ host, bench }: { host: Host; bench: Bench }) {
  useObservable(bench.readings.state);
  useObservable(bench.scoring.state);
  useObservable(bench.scoring.reader);
  const { result } = useObservable(bench.shown);
  const [decision, setDecision] = useState<Decision | undefined>(ACCEPTED);
  const why = bench.signing.whyNot();
  const sign = () => void host.commandsManager.runCommand(COMMANDS.sign, { decision });
  if (why !== undefined || !result)
    return <Notice kind="info" testId="sign-not-yet" text={why ?? strings.signAfterMeasuring} />;
  return (
    <>
      <div className="ts-dim ts-small">{strings.signHint}</div>
      <DecisionChoice scores={signableScores(result)} onDecide={setDecision} />
      {decision === undefined && <div className="ts-dim ts-small">{strings.overrideIncomplete}</div>}
      <div className="ts-row">
        <Button
          primary
          text={strings.signButton}
          testId="sign-button"
          disabled={decision === undefined}
          onPress={sign}
        />
      </div>
    </>
  );
}

const ACCEPTED: Decision = { kind: 'accepted' };

function DecisionChoice(props: {
  scores: readonly SignableScore[];
  onDecide: (decision: Decision | undefined) => void;
}) {
  const [isOverride, setOverride] = useState(false);
  const choose = (override: boolean) => {
    setOverride(override);
    props.onDecide(override ? undefined : ACCEPTED);
  };
  return (
    <div role="radiogroup" aria-label={strings.decision}>
      <Choice text={strings.accept} testId="accept" isChosen={!isOverride} onChoose={() => choose(false)} />
      <Choice text={strings.override} testId="override" isChosen={isOverride} onChoose={() => choose(true)} />
      {isOverride && <OverrideForm {...props} />}
    </div>
  );
}

function Choice(props: { text: string; testId: string; isChosen: boolean; onChoose: () => void }) {
  return (
    <label className="ts-row">
      <input
        type="radio"
        name="timescope-decision"
        data-cy={props.testId}
        checked={props.isChosen}
        onChange={props.onChoose}
      />
      <span>{props.text}</span>
    </label>
  );
}

interface Entered {
  readonly path: string | undefined;
  readonly value: string;
  readonly reason: string;
}

function OverrideForm(props: {
  scores: readonly SignableScore[];
  onDecide: (decision: Decision | undefined) => void;
}) {
  const { scores, onDecide } = props;
  const [entered, setEntered] = useState<Entered>({ path: scores[0]?.path, value: '', reason: '' });
  const score = scores.find(({ path }) => path === entered.path);
  const change = (part: Partial<Entered>) => {
    const now = { ...entered, ...part };
    setEntered(now);
    onDecide(overrideOf(scores, now));
  };
  return (
    <div className="ts-card ts-fold-body" data-cy="override-form">
      <label className="ts-row">
        <span className="ts-dim">{strings.overrideScore}</span>
        <select
          className="ts-grow"
          data-cy="override-score"
          value={entered.path}
          onChange={event => change({ path: event.target.value, value: '' })}
        >
          {scores.map(({ path, value }) => (
            <option key={path} value={path}>
              {strings.signedScores[path] ?? path} ({strings.scoreValue(path, value)})
            </option>
          ))}
        </select>
      </label>
      {score && <ValueField score={score} value={entered.value} onChange={value => change({ value })} />}
      <label>
        <span className="ts-dim">{strings.overrideReason}</span>
        <textarea
          data-cy="override-reason"
          placeholder={strings.overrideReasonHint}
          maxLength={1000}
          value={entered.reason}
          onChange={event => change({ reason: event.target.value })}
        />
      </label>
    </div>
  );
}

function ValueField(props: { score: SignableScore; value: string; onChange: (value: string) => void }) {
  const { accepts } = props.score;
  return (
    <label className="ts-row">
      <span className="ts-dim">{strings.overrideValue}</span>
      {accepts.kind === 'class' ? (
        <select
          className="ts-grow"
          data-cy="override-value"
          value={props.value}
          onChange={event => props.onChange(event.target.value)}
        >
          {['', ...accepts.classes].map(name => (
            <option key={name}>{name}</option>
          ))}
        </select>
      ) : (
        <input
          type="text"
          inputMode="decimal"
          className="ts-grow"
          data-cy="override-value"
          placeholder={strings.overrideValueHint(accepts.max)}
          value={props.value}
          onChange={event => props.onChange(event.target.value)}
        />
      )}
    </label>
  );
}

function overrideOf(scores: readonly SignableScore[], entered: Entered): Decision | undefined {
  const score = scores.find(({ path }) => path === entered.path);
  const to = score && enteredScore(score, entered.value);
  const reason = entered.reason.trim();
  if (!score || to === undefined || reason === '') return undefined;
  return { kind: 'overridden', score: score.path, from: score.value, to, reason };
}
