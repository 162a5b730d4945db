import { Button, Notice } from '@timescope/ohif/controls';
import { Fold } from '@timescope/ohif/Fold';
import type { Host } from '@timescope/ohif/host';
import { useObservable } from '@timescope/ohif/ObservableState';
import { ohifStrings } from '@timescope/ohif/strings';
import { COMMANDS } from '../commandNames';
import type { Accepts, SignableScore } from '../pipeline/reading/signableScores';
import type { Bench } from '../services/Bench';
import { overriddenScore } from '../services/deciding';
import { keepingOf, versionOnScreen, type ReadingState } from '../services/readingState';
import type { Signing } from '../services/Signing';
import { signableScores } from '../services/signedScores';
import { strings } from '../strings';
import { SignedVersion, SignedVersions, signedText } from './SignedVersions';

/** The end of the work: the reader accepts the scores or overrides one, and the reading is frozen. */
export function SignSection({ host, bench }: { host: Host; bench: Bench }) {
  const readings = useObservable(bench.readings.state);
  const { signed } = readings;
  const onScreen = versionOnScreen(readings);
  return (
    <Fold title={strings.sign} testId="sign" note={signedText(readings)}>
      {onScreen ? (
        <>
          <KeepingNotice readings={readings} />
          <SignedVersion version={onScreen} />
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
      <SignedVersions versions={signed.filter(each => each !== onScreen)} />
    </Fold>
  );
}

/** What a reader must know who would close the page now. */
function KeepingNotice({ readings }: { readings: ReadingState }) {
  const keeping = keepingOf(readings);
  if (keeping === 'storing') return <Notice kind="info" testId="signing" text={strings.signing} />;
  if (keeping !== 'not stored') return null;
  return <Notice kind="warning" testId="signed-not-stored" text={strings.signedNotStoredNotice} />;
}

function ToSign({ host, bench }: { host: Host; bench: Bench }) {
  useObservable(bench.readings.state);
  useObservable(bench.scoring.state);
  useObservable(bench.scoring.reader);
  useObservable(bench.signing.state);
  const { result } = useObservable(bench.shown);
  const why = bench.signing.whyNot();
  const sign = () => void host.commandsManager.runCommand(COMMANDS.sign);
  if (why !== undefined || !result)
    return <Notice kind="info" testId="sign-not-yet" text={why ?? strings.signAfterMeasuring} />;
  const decided = bench.signing.decided();
  const scores = signableScores(result);
  return (
    <>
      <div className="ts-dim ts-small">{strings.signHint}</div>
      <DecisionChoice scores={scores} signing={bench.signing} />
      {decided.kind === 'incomplete' && (
        <div className="ts-dim ts-small" data-cy="override-incomplete" aria-live="polite">
          {strings.overrideIncomplete(highestOf(overriddenScore(bench.signing.deciding(), scores)))}
        </div>
      )}
      {decided.kind === 'control characters' && (
        <Notice kind="warning" testId="reason-controls" text={ohifStrings.controlCharacters} />
      )}
      <div className="ts-row">
        <Button
          primary
          text={strings.signButton}
          testId="sign-button"
          disabled={decided.kind !== 'decided'}
          onPress={sign}
        />
      </div>
    </>
  );
}

/** Undefined where the value is one of a list. */
const highestOf = (score: SignableScore | undefined): number | undefined =>
  score?.accepts.kind === 'number' ? score.accepts.max : undefined;

interface Choosing {
  readonly scores: readonly SignableScore[];
  readonly signing: Signing;
}

function DecisionChoice({ scores, signing }: Choosing) {
  const { isOverride } = signing.deciding();
  const choose = (override: boolean) => signing.decide({ isOverride: override });
  return (
    <div role="radiogroup" aria-label={strings.decision}>
      <Choice text={strings.accept} testId="accept" isChosen={!isOverride} onChoose={() => choose(false)} />
      <Choice text={strings.override} testId="override" isChosen={isOverride} onChoose={() => choose(true)} />
      {isOverride && <OverrideForm scores={scores} signing={signing} />}
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

function OverrideForm({ scores, signing }: Choosing) {
  const deciding = signing.deciding();
  const score = overriddenScore(deciding, scores);
  return (
    <div className="ts-card ts-fold-body" data-cy="override-form">
      <label className="ts-row">
        <span className="ts-dim">{strings.overrideScore}</span>
        <select
          className="ts-grow"
          data-cy="override-score"
          value={score?.path}
          onChange={event => signing.decide({ path: event.target.value })}
        >
          {scores.map(({ path, value }) => (
            <option key={path} value={path}>
              {strings.signedScores[path] ?? path} ({strings.scoreValue(path, value)})
            </option>
          ))}
        </select>
      </label>
      {score && (
        <ValueField
          score={score}
          value={deciding.value}
          onChange={value => signing.decide({ path: score.path, value })}
        />
      )}
      {score && <ValueStands score={score} signing={signing} />}
      <label>
        <span className="ts-dim">{strings.overrideReason}</span>
        <textarea
          data-cy="override-reason"
          placeholder={strings.overrideReasonHint}
          maxLength={1000}
          value={deciding.reason}
          onChange={event => signing.decide({ reason: event.target.value })}
        />
      </label>
    </div>
  );
}

/** A value that was typed before the score changed is not signed unseen. */
function ValueStands({ score: { path }, signing }: { score: SignableScore; signing: Signing }) {
  const decided = signing.decided();
  if (decided.kind !== 'changed') return null;
  const { value } = signing.deciding();
  return (
    <>
      <Notice
        kind="warning"
        testId="override-changed"
        text={strings.overrideChanged(
          strings.signedScores[path] ?? path,
          strings.scoreValue(path, decided.from),
          strings.scoreValue(path, decided.to),
          value,
        )}
      />
      <Button text={strings.overrideKeep(value)} testId="override-keep" onPress={() => signing.keepValue()} />
    </>
  );
}

function ValueField(props: { score: SignableScore; value: string; onChange: (value: string) => void }) {
  const { accepts } = props.score;
  return (
    <label className="ts-row">
      <span className="ts-dim">{strings.overrideValue}</span>
      {accepts.kind !== 'number' ? (
        <select
          className="ts-grow"
          data-cy="override-value"
          value={props.value}
          onChange={event => props.onChange(event.target.value)}
        >
          {['', ...choicesOf(accepts)].map(name => (
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

const choicesOf = (accepts: Exclude<Accepts, { kind: 'number' }>): readonly string[] =>
  accepts.kind === 'class' ? accepts.classes : accepts.steps.map(String);
