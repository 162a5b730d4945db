import { DEMONSTRATION_WEIGHTS } from '@timescope/core/modelCard';
import {
  TARGETS,
  type PredictionResult,
  type Target,
  type TargetPrediction,
} from '@timescope/core/result/predictionResult';
import { Facts, Notice, Section } from '@timescope/ohif/controls';
import { useEffect, useRef } from 'react';
import type { Prediction } from '../services/radiologyState';
import { strings } from '../strings';

/** What the networks said. */
export function ResultSection({ prediction }: { prediction: Prediction }) {
  const { outcome, source, isStale } = prediction;
  const { result } = outcome;
  const place = useRef<HTMLDivElement>(null);
  // The first prediction appears below the button that asked for it, out of sight.
  useEffect(() => {
    // Newer browsers give back a promise, which React would call when the panel goes.
    place.current?.scrollIntoView();
  }, []);
  return (
    <Section title={strings.resultsOf(source.label)} testId="result-section">
      <div ref={place} />
      {result.provenance.demonstration && (
        <Notice kind="warning" testId="demonstration" text={`${DEMONSTRATION_WEIGHTS}.`} />
      )}
      {isStale && <Notice kind="warning" testId="stale" text={strings.outlineChanged(source.label)} />}
      {TARGETS.map(target => {
        const said = result.targets[target];
        return said && <TargetResult key={target} target={target} said={said} />;
      })}
      <TimeResult time={result.time} />
    </Section>
  );
}

function TargetResult({ target, said }: { target: Target; said: TargetPrediction }) {
  const { name, version, auc, demonstration } = said.model;
  return (
    <div className="ts-card ts-stack" data-cy={`target-${target}`}>
      <div className="ts-row">
        <span title={strings.targetTitles[target]}>{strings.targets[target]}</span>
        <span className="ts-number" data-cy={`class-${target}`}>
          {strings.classNames[said.class]}
        </span>
      </div>
      <ProbabilityBar value={said.probability} threshold={said.threshold} />
      <Facts
        facts={[
          {
            name: strings.probabilityOf,
            title: strings.probabilityTitle,
            value: strings.probability(said.probability),
            testId: `probability-${target}`,
          },
          {
            name: strings.threshold,
            value: strings.thresholdOf(said.threshold, said.thresholdSource),
            testId: `threshold-${target}`,
          },
          {
            name: strings.distance,
            title: strings.distanceTitle,
            value: strings.distanceOf(said.probability - said.threshold),
            testId: `distance-${target}`,
          },
          {
            name: strings.auc,
            title: strings.aucTitle,
            value: auc ? strings.aucOf(auc.value, auc.data) : strings.noAuc,
            testId: `auc-${target}`,
          },
          { name: strings.network, value: `${name} ${version}`, testId: `network-${target}` },
        ]}
      />
      {demonstration && (
        <div className="ts-dim ts-small" data-cy={`demonstration-${target}`}>
          {DEMONSTRATION_WEIGHTS}
        </div>
      )}
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

/** The type both ways; where only one is known, the other's reason stands under the limits. */
function TimeResult({ time: { derived, direct } }: Pick<PredictionResult, 'time'>) {
  if (!derived) return null;
  return (
    <div className="ts-card ts-stack" data-cy="time-type">
      <span title={strings.timeTitle}>{strings.time}</span>
      <Facts
        facts={[
          {
            name: strings.timeCounted,
            value: strings.timeCountedOf(strings.classNames[derived.class], derived.count),
            testId: 'time-derived',
          },
          {
            name: strings.timeDirect,
            value: direct ? strings.classNames[direct] : undefined,
            testId: 'time-direct',
          },
        ]}
      />
      {direct && direct !== derived.class && (
        <Notice
          kind="warning"
          testId="time-disagrees"
          text={strings.timeDisagrees(strings.classNames[derived.class], strings.classNames[direct])}
        />
      )}
    </div>
  );
}

/** Said at the head of the result, or beside what they are about. */
const SAID_ELSEWHERE: readonly string[] = ['DEMONSTRATION', 'TIME_DISAGREES'];

/** What lies outside the networks' domain, and why the other values are missing. */
export function LimitsSection({ prediction }: { prediction: Prediction }) {
  const { flags, notEvaluable } = prediction.outcome.result;
  const shown = flags.filter(({ code }) => !SAID_ELSEWHERE.includes(code));
  if (shown.length === 0 && Object.keys(notEvaluable).length === 0) return null;
  return (
    <Section title={strings.limits} testId="limits-section">
      {shown.map(({ code, message }, at) => (
        <Notice key={at} kind="warning" text={message} testId={`flag-${code}`} />
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
