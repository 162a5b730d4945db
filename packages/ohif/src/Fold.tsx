import type { ReactNode } from 'react';

/** Which folds the user opened or closed, by test id: a panel that is closed and opened again looks the same. */
const chosen = new Map<string, boolean>();

/**
 * A part of a panel that opens and closes. A number says that it is a step in an order of work;
 * the note says beside the title what a closed one holds.
 */
export function Fold(props: {
  title: string;
  testId: string;
  number?: number;
  note?: ReactNode;
  isClosed?: boolean;
  children: ReactNode;
}) {
  return (
    <details
      className="ts-fold"
      data-cy={props.testId}
      open={chosen.get(props.testId) ?? props.isClosed !== true}
      onToggle={event => chosen.set(props.testId, event.currentTarget.open)}
    >
      <summary data-cy={`${props.testId}-title`}>
        {props.number !== undefined && <span className="ts-step">{props.number}</span>}
        <h2>{props.title}</h2>
        {props.note !== undefined && <span className="ts-dim ts-small">{props.note}</span>}
      </summary>
      <div className="ts-fold-body">{props.children}</div>
    </details>
  );
}
