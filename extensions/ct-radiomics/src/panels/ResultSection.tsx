import { DEMONSTRATION_WEIGHTS } from '@timescope/core/modelCard';
import { TARGETS, type Target, type TargetPrediction } from '@timescope/core/result/predictionResult';
import { Facts, Notice, Section } from '@timescope/ohif/controls';
import type { Prediction } from '../services/radiologyState';
import { strings } from '../strings';

/** What the networks said. */
export function ResultSection({ prediction }: { prediction: Prediction }) {
  const { outcome, source, isStale } = prediction;
  const { result } = outcome;
  return (
    <Section title={strings.resultsOf(source.label)} testId="result-section">
      {result.provenance.demonstration && (
        <Notice kind="warning" testId="demonstration" text={`${DEMONSTRATION_WEIGHTS}.`} />
      )}
      {isStale && <Notice kind="warning" testId="stale" text={strings.outlineChanged(source.label)} />}
      {TARGETS.map(target => {
        const said = result.targets[target];
        return said && <TargetResult key={target} target={target} said={said} />;
      })}
    </Section>
  );
}

function TargetResult({ target, said }: { target: Target; said: TargetPrediction }) {
  return (
    <div data-cy={`target-${target}`}>
      <div className="ts-row">
        <span title={strings.targetTitles[target]}>{strings.targets[target]}</span>
        <span className="ts-number" data-cy={`class-${target}`}>
          {strings.classNames[said.class]}
        </span>
      </div>
      <Facts
        facts={[
          {
            name: strings.probabilityOf,
            value: strings.probability(said.probability),
            testId: `probability-${target}`,
          },
          { name: strings.threshold, value: strings.thresholdOf(said.threshold, said.thresholdSource) },
        ]}
      />
      <ProbabilityBar value={said.probability} threshold={said.threshold} />
    </div>
  );
}

/** The probability from 0 to 1 as a bar, the threshold as a line across it. */
function ProbabilityBar({ value, threshold }: { value: number; threshold: number }) {
  return (
    <div style={{ position: 'relative' }} aria-hidden>
      <div className="ts-bar">
        <div style={{ width: `${100 * value}%` }} />
      </div>
      <div
        style={{
          position: 'absolute',
          left: `${100 * threshold}%`,
          top: -3,
          bottom: -3,
          borderLeft: '2px solid var(--ts-fg)',
        }}
      />
    </div>
  );
}

/** What lies outside the networks' domain, and why the other values are missing. */
export function LimitsSection({ prediction }: { prediction: Prediction }) {
  const { flags, notEvaluable } = prediction.outcome.result;
  return (
    <Section title={strings.limits} testId="limits-section">
      {flags
        .filter(({ code }) => code !== 'DEMONSTRATION')
        .map(({ code, message }) => (
          <Notice key={code} kind="warning" text={message} testId={`flag-${code}`} />
        ))}
      <NotEvaluable reasons={notEvaluable} />
    </Section>
  );
}

function NotEvaluable({ reasons }: { reasons: Readonly<Record<string, string>> }) {
  const entries = Object.entries(reasons);
  if (entries.length === 0) return null;
  return (
    <div data-cy="not-evaluable">
      <div className="ts-dim">{strings.notEvaluable}</div>
      <Facts facts={entries.map(([key, value]) => ({ name: nameOf(key), value, testId: `reason-${key}` }))} />
    </div>
  );
}

function nameOf(key: string): string {
  const names: Readonly<Record<string, string>> = { ...strings.targets, ...strings.timeParts };
  return names[key] ?? key;
}
