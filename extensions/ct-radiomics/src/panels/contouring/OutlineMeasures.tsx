import { useObservable } from '@timescope/ohif/ObservableState';
import type { RegionMeasure } from '../../services/measures/regionMeasure';
import type { RoiMeasures } from '../../services/measures/RoiMeasures';
import type { OutlineState } from '../../services/TumourOutline';
import { strings } from '../../strings';

/** Area, volume, axes and HU of the active region, as it is drawn. */
export function OutlineMeasures({ outline, measures }: { outline: OutlineState; measures: RoiMeasures }) {
  const { roi, slices, whole, inView } = useObservable(measures.state);
  if (outline.roi.size === 0) return null;
  if (roi !== outline.roi || !whole) return <div className="ts-dim ts-small">{strings.measuring}</div>;
  const here = inView === undefined ? undefined : slices.get(inView);
  return (
    <table className="ts-table ts-narrow">
      <thead>
        <tr>
          <th scope="col">{strings.measures}</th>
          <th scope="col">{strings.areaOrVolume}</th>
          <th scope="col" title={strings.axesTitle}>
            {strings.axes}
          </th>
          <th scope="col" title={strings.huTitle}>
            {strings.hu}
          </th>
        </tr>
      </thead>
      <tbody>
        <Row
          name={strings.measuresHere}
          testId="measures-here"
          measure={here}
          size={here && areaOf(here)}
          without={inView === undefined ? strings.otherPlane : strings.notDrawnHere}
        />
        <Row
          name={strings.measuresWhole}
          testId="measures-whole"
          measure={whole}
          size={volumeOf(whole)}
          without=""
        />
      </tbody>
    </table>
  );
}

function Row(props: {
  name: string;
  testId: string;
  measure: RegionMeasure | undefined;
  size: string | undefined;
  without: string;
}) {
  const { name, testId, measure, size, without } = props;
  return (
    <tr data-cy={testId}>
      <th scope="row">{name}</th>
      {measure ? (
        <>
          <td className="ts-nowrap">{size}</td>
          <td className="ts-nowrap">{strings.axesOf(measure.longMm, measure.shortMm)}</td>
          <td className="ts-nowrap">{strings.huOf(measure.mean, measure.sd)}</td>
        </>
      ) : (
        <td colSpan={3}>{without}</td>
      )}
    </tr>
  );
}

const areaOf = ({ areaMm2 }: RegionMeasure) => strings.areaMm2(areaMm2);

const volumeOf = ({ volumeMm3 }: RegionMeasure) =>
  volumeMm3 === undefined ? strings.noVolumeOf : strings.volumeMl(volumeMm3);
