import { Fold } from '@timescope/ohif/Fold';
import { useObservable } from '@timescope/ohif/ObservableState';
import { ResultsList } from '@timescope/ohif/results/ResultsList';
import type { DrawnLayer } from '../../evidence/drawnObject';
import type { Bench } from '../../services/Bench';
import { isBeside } from '../../services/results/SlideResults';
import { strings } from '../../strings';
import { OpenedImmune } from '../immune/OpenedImmune';

/** What the archive holds of the study: how much of it stands beside the title. */
export function ArchiveSection({ bench, series }: { bench: Bench; series: string }) {
  const { results } = bench;
  const { listing } = useObservable(results.listed.state);
  useObservable(bench.scoring.state);
  const { isSigned } = useObservable(bench.readings.state);
  useObservable(bench.shown);
  useObservable(results.saved.submissions.state);
  const note =
    listing.kind === 'listed'
      ? strings.archiveHolds(listing.results.versions.length, listing.results.others.length)
      : undefined;
  return (
    <Fold title={strings.archiveTitle} testId="archive" note={note} isClosed>
      <ResultsList
        results={results.listed}
        series={series}
        isUnsaved={results.saved.isUnsaved()}
        isSigned={isSigned}
        isBeside={isBeside}
        canDraw={results.canDraw}
      />
      <OpenedImmune bench={bench} />
      <Legend bench={bench} />
    </Fold>
  );
}

/** The names that other tools gave to what they drew. */
function Legend({ bench }: { bench: Bench }) {
  const { objects } = useObservable(bench.results.drawn);
  const layers = [...objects.values()].flatMap(object => object.layers);
  if (layers.length === 0) return null;
  return (
    <div className="ts-stack ts-small" data-cy="drawn-legend">
      <span className="ts-dim">{strings.drawnLegend}</span>
      {layers.map((layer, index) => (
        <span key={index} className="ts-row">
          <span
            aria-hidden
            style={{ width: 12, height: 12, borderRadius: 2, background: `rgb(${layer.colour.join(' ')})` }}
          />
          <span className="ts-grow">{legendText(layer)}</span>
        </span>
      ))}
    </div>
  );
}

const legendText = (layer: DrawnLayer): string =>
  layer.kind === 'mask' ? layer.name : strings.drawnCount(layer.name, layer.shapes.offsets.length - 1);
