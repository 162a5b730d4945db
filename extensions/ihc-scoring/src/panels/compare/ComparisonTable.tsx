import type { Change } from '../../pipeline/compare/changes';
import type {
  ComparableSlide,
  ComparedRow,
  ComparedValue,
  Comparison,
} from '../../pipeline/compare/compareSlides';
import { strings } from '../../strings';

/** Both values of every score with what they are of, and the change with its direction. */
export function ComparisonTable({ comparison }: { comparison: Comparison }) {
  const { earlier, later, isOrdered, rows } = comparison;
  return (
    <table className="ts-table ts-narrow" data-cy="compare-table">
      <thead>
        <tr>
          <th scope="col">{strings.compareScore}</th>
          <th scope="col">
            <Head slide={earlier} role={isOrdered ? strings.compareBaseline : strings.compareOne} />
          </th>
          <th scope="col">
            <Head slide={later} role={isOrdered ? strings.compareLater : strings.compareOther} />
          </th>
          <th scope="col">{strings.compareChange}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <Row key={row.score} row={row} areas={[earlier.result.areaMm2.whole, later.result.areaMm2.whole]} />
        ))}
      </tbody>
    </table>
  );
}

function Head({ slide, role }: { slide: ComparableSlide; role: string }) {
  return (
    <>
      <div>{role}</div>
      <div className="ts-nowrap">{strings.compareDate(slide.studyDate)}</div>
      <div title={slide.description}>{slide.result.marker}</div>
    </>
  );
}

function Row({ row, areas }: { row: ComparedRow; areas: readonly [number | null, number | null] }) {
  return (
    <tr data-cy={`compare-${row.score}`}>
      <th scope="row">{strings.compareScores[row.score]}</th>
      <td>
        <Value row={row} value={row.earlier} areaMm2={areas[0]} />
      </td>
      <td>
        <Value row={row} value={row.later} areaMm2={areas[1]} />
      </td>
      <td>{row.change ? <ChangeText row={row} change={row.change} /> : '–'}</td>
    </tr>
  );
}

function Value(props: { row: ComparedRow; value: ComparedValue; areaMm2: number | null }) {
  const { row, value, areaMm2 } = props;
  const below = strings.compareOf(row.score, value.denominator, areaMm2);
  if (value.value === null) return <span title={value.reason}>{strings.notEvaluable}</span>;
  return (
    <>
      <div className="ts-nowrap">{strings.compareNumber(row.score, value.value)}</div>
      <div className="ts-dim ts-nowrap" title={value.denominator}>
        {below}
      </div>
      {value.override && (
        <div className="ts-dim" data-cy={`compare-override-${row.score}`} title={value.override.reason}>
          {strings.compareOverridden(strings.scoreValue(value.override.score, value.override.from))}
        </div>
      )}
    </>
  );
}

function ChangeText({ row, change }: { row: ComparedRow; change: Change }) {
  const { difference, interval } = change;
  const arrow = difference > 0 ? '↑' : difference < 0 ? '↓' : '=';
  return (
    <>
      <div className="ts-nowrap">
        <span aria-hidden="true">{arrow} </span>
        {strings.compareDifference(row.score, difference)}
      </div>
      {interval && (
        <div className="ts-dim ts-nowrap" title={strings.compareMethod(interval.method)}>
          {strings.compareInterval(row.score, interval.low, interval.high)}
        </div>
      )}
    </>
  );
}
