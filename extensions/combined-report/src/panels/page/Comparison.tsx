import type { DecisionChoice } from '@timescope/core/result/decisionChoice';
import type { ComparedSide, ComparisonRow } from '@timescope/core/report/reportDocument';
import { reportStrings } from '@timescope/core/report/strings';
import type { Target } from '@timescope/core/result/predictionResult';
import { Fragment, useState } from 'react';
import { DecisionCell, WhyForm } from './DecisionCell';
import { Detail, Printed } from './Printed';

/** What the reader may do with the rows. */
export interface Deciding {
  /** Without a name nothing is decided. */
  readonly hasReader: boolean;
  /** Decided here; the others were decided where the result was made. */
  readonly own: ReadonlySet<Target>;
  decide(target: Target, choice: DecisionChoice): void;
  takeBack(target: Target): void;
}

const HEADS = (['item', 'ct', 'tissue', 'agreement', 'decision'] as const).map(
  column => reportStrings.columns[column],
);

/** What CT predicts beside what the tissue shows, with the reader's decision. */
export function Comparison({ rows, deciding }: { rows: readonly ComparisonRow[]; deciding: Deciding }) {
  const [asking, setAsking] = useState<{ target: Target; kind: 'amended' | 'rejected' } | undefined>();
  const close = () => setAsking(undefined);
  return (
    <table className="tr-comparison">
      <thead>
        <tr>
          {HEADS.map(head => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <Fragment key={row.target}>
            <tr data-cy={`compared-${row.target}`}>
              <th scope="row">{row.label}</th>
              <Side side={row.ct} testId="ct-side" />
              <Side side={row.tissue} testId="tissue-side" />
              <AgreementCell agreement={row.agreement} />
              <DecisionCell
                row={row}
                deciding={deciding}
                isAsking={asking?.target === row.target}
                onAsk={kind => setAsking({ target: row.target, kind })}
              />
            </tr>
            {asking?.target === row.target && (
              <tr className="tr-screen">
                <td colSpan={HEADS.length}>
                  <WhyForm row={row} kind={asking.kind} deciding={deciding} onClose={close} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function Side({ side, testId }: { side: ComparedSide; testId: string }) {
  if (side.kind === 'missing')
    return (
      <td data-cy={testId}>
        <Printed value={side} />
      </td>
    );
  return (
    <td data-cy={testId}>
      {side.rows.map(row => (
        <div key={row.label} className="tr-said">
          <span className="tr-label">{row.label}</span> <Printed value={row.value} />
          {row.detail !== undefined && <Detail text={row.detail} />}
        </div>
      ))}
    </td>
  );
}

function AgreementCell({ agreement: { text, because } }: Pick<ComparisonRow, 'agreement'>) {
  return (
    <td data-cy="agreement">
      <span className="tr-agreement">{reportStrings.agreement[text]}</span>
      {because !== undefined && <span className="tr-because">{because}</span>}
    </td>
  );
}
