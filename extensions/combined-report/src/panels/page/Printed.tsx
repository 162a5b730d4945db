import type { PrintedValue, ReportRow } from '@timescope/core/report/reportDocument';
import { strings } from '../../strings';
import { Words } from './Words';

/** A value as it is printed everywhere; what is not there says why. */
export function Printed({ value }: { value: PrintedValue }) {
  const { text, source, because } = value;
  return (
    <>
      <span
        className={because === undefined ? 'tr-value' : 'tr-missing'}
        data-cy="printed"
        data-source={source && `${source.report} ${source.item}`}
        title={source && strings.from(source.item, source.report)}
      >
        <Words text={text} />
      </span>
      {because !== undefined && (
        <span className="tr-because">
          <Words text={because} />
        </span>
      )}
    </>
  );
}

/** Labels and values; where there is room two of them in a line. */
export function Rows({ rows, isWide }: { rows: readonly ReportRow[]; isWide: boolean }) {
  return (
    <dl className={isWide ? 'tr-rows tr-wide' : 'tr-rows'}>
      {rows.map((row, at) => (
        <div key={`${at} ${row.label}`} className="tr-row" data-cy="report-row">
          <dt>{row.label}</dt>
          <dd>
            <Printed value={row.value} />
            {row.detail !== undefined && <Detail text={row.detail} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What a value is of. */
export const Detail = ({ text }: { text: string }) => (
  <span className="tr-detail">
    <Words text={text} />
  </span>
);
