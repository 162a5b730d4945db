import type { ReactNode } from 'react';

/**
 * A part of a panel that opens and closes; the browser keeps which. A number says that it is a step in an order of work;
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
    <details className="ts-fold" data-cy={props.testId} open={props.isClosed !== true}>
      <summary data-cy={`${props.testId}-title`}>
        {props.number !== undefined && <span className="ts-step">{props.number}</span>}
        <h2>{props.title}</h2>
        {props.note !== undefined && <span className="ts-dim ts-small">{props.note}</span>}
      </summary>
      <div className="ts-fold-body">{props.children}</div>
    </details>
  );
}
