import { Facts } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import { Fragment } from 'react';
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
    <Facts
      facts={[
        {
          name: strings.measuresHere,
          value: here ? unbroken([strings.areaMm2(here.areaMm2), ...formOf(here)]) : strings.notDrawnHere,
          testId: 'measures-here',
          title: strings.axesTitle,
        },
        {
          name: strings.measuresWhole,
          value: unbroken([volumeOf(whole), ...formOf(whole)]),
          testId: 'measures-whole',
          title: strings.axesTitle,
        },
      ]}
    />
  );
}

const formOf = ({ longMm, shortMm, mean, sd }: RegionMeasure) => [
  strings.axesMm(longMm, shortMm),
  strings.huOf(mean, sd),
];

const volumeOf = ({ volumeMm3 }: RegionMeasure) =>
  volumeMm3 === undefined ? strings.noVolumeOf : strings.volumeMl(volumeMm3);

/** A number stays beside its unit where the line breaks. */
const unbroken = (parts: readonly string[]) =>
  parts.map((part, at) => (
    <Fragment key={part}>
      {at > 0 && ', '}
      <span className="ts-nowrap">{part}</span>
    </Fragment>
  ));
