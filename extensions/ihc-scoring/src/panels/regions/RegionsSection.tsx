import { Notice } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { useObservable } from '@timescope/ohif/ObservableState';
import type { Bench } from '../../services/Bench';
import { strings } from '../../strings';
import { DrawingTools } from './DrawingTools';
import { FileDrop } from './FileDrop';
import { RegionRow } from './RegionRow';
import { RegionSources } from './RegionSources';

/** The regions of the slide on screen: draw them, read them in, name them. */
export function RegionsSection({ host, bench }: { host: Host; bench: Bench }) {
  const service = bench.regions;
  const { problem, note } = useObservable(service.state);
  return (
    <FileDrop testId="regions" text={strings.dropHere} onFile={file => void service.readFile(file)}>
      <DrawingTools host={host} bench={bench} />
      <RegionList bench={bench} />
      <RegionSources host={host} bench={bench} />
      {note !== undefined && (
        <Notice kind="info" testId="regions-note" text={note} onClose={() => service.closeNotice()} />
      )}
      {problem && (
        <Notice
          kind="error"
          testId="regions-problem"
          text={`${problem.message} ${problem.nextStep}`}
          onClose={() => service.closeNotice()}
        />
      )}
    </FileDrop>
  );
}

function RegionList({ bench }: { bench: Bench }) {
  const { selected } = useObservable(bench.regions.state);
  const { regions } = useObservable(bench.readings.state).reading;
  const { slide } = useObservable(bench.scoring.state);
  if (regions.length === 0) return <div className="ts-dim ts-small">{strings.noRegions}</div>;
  return (
    <ul aria-label={strings.listOfRegions} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {regions.map(region => (
        <RegionRow
          key={region.id}
          region={region}
          mpp={slide.kind === 'ready' ? slide.slide.levels[0]?.mpp : undefined}
          isSelected={region.id === selected}
          service={bench.regions}
        />
      ))}
    </ul>
  );
}
