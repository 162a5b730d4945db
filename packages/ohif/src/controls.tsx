import type { Progress } from '@timescope/core/progress';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import { useState, type ReactNode } from 'react';
import { ohifStrings } from './strings';

/** A part of a panel under its heading. `testId` becomes data-cy, as in the host. */
export function Section(props: { title?: string; testId?: string; children: ReactNode }) {
  return (
    <section className="ts-section" data-cy={props.testId}>
      {props.title !== undefined && <h2>{props.title}</h2>}
      {props.children}
    </section>
  );
}

export function Button(props: {
  text: string;
  testId: string;
  onPress: () => void;
  primary?: boolean;
  disabled?: boolean;
  pressed?: boolean;
  hotkey?: string | undefined;
  title?: string;
}) {
  return (
    <button
      type="button"
      data-cy={props.testId}
      className={props.primary === true ? 'ts-primary' : undefined}
      disabled={props.disabled}
      aria-pressed={props.pressed}
      title={props.title}
      onClick={props.onPress}
    >
      {props.text}
      {props.hotkey !== undefined && <kbd>{props.hotkey}</kbd>}
    </button>
  );
}

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
  readonly testId?: string;
  readonly title?: string;
}

/** Names and values in two columns. A fact whose value is undefined is left out. */
export function Facts(props: { facts: readonly Fact[] }) {
  return (
    <dl className="ts-facts">
      {props.facts
        .filter(fact => fact.value !== undefined)
        .map(fact => (
          <FactRow key={fact.name} {...fact} />
        ))}
    </dl>
  );
}

function FactRow({ name, value, testId, title }: Fact) {
  return (
    <>
      <dt title={title}>{name}</dt>
      <dd data-cy={testId} title={title}>
        {value}
      </dd>
    </>
  );
}

export function Notice(props: {
  kind: 'info' | 'warning' | 'error';
  text: string;
  testId?: string;
  onClose?: () => void;
}) {
  return (
    <div
      className={`ts-notice ts-${props.kind}`}
      role={props.kind === 'error' ? 'alert' : 'note'}
      data-cy={props.testId}
    >
      {props.text}{' '}
      {props.onClose && (
        <button type="button" className="ts-link" onClick={props.onClose}>
          {ohifStrings.close}
        </button>
      )}
    </div>
  );
}

/** How far a run is, with the button that ends it. */
export function RunProgress(props: {
  progress: Progress;
  onCancel: () => void;
  hotkey?: string | undefined;
}) {
  const { stage, done, total, unit } = props.progress;
  const percent = total > 0 ? Math.min(100, Math.floor((100 * done) / total)) : 0;
  return (
    <div data-cy="run-progress">
      <div className="ts-row">
        <span className="ts-grow" aria-live="polite">
          {stage} {unit === 'bytes' ? ohifStrings.megabytes(done, total) : `${percent} %`}
        </span>
        <Button
          text={ohifStrings.cancel}
          testId="cancel-run"
          onPress={props.onCancel}
          hotkey={props.hotkey}
        />
      </div>
      <div
        className="ts-bar"
        role="progressbar"
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <div key={stage} style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}

/** A word that marks what stands beside it. */
export function Badge({ text, testId }: { text: string; testId?: string }) {
  return (
    <span className="ts-badge" data-cy={testId}>
      {text}
    </span>
  );
}

/** A long identifier in short, with its full text for the clipboard. */
export function CopyableText(props: { text: string; shown: string; testId?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard.writeText(props.text).then(
      () => setCopied(true),
      // Without permission the text still stands in the tooltip.
      () => setCopied(false),
    );
  };
  return (
    <span className="ts-row" data-cy={props.testId} data-full={props.text}>
      <code title={props.text}>{props.shown}</code>
      <button type="button" className="ts-link ts-small" onClick={copy}>
        {copied ? ohifStrings.copied : ohifStrings.copy}
      </button>
    </span>
  );
}

/** Stands at the foot of every panel. */
export function ResearchUse() {
  return <div className="ts-research">{RESEARCH_USE}</div>;
}
