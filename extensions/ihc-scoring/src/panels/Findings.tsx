import { Fold } from '@timescope/ohif/Fold';
import type { Host } from '@timescope/ohif/host';
import { useObservable } from '@timescope/ohif/ObservableState';
import { useState } from 'react';
import type { Bench } from '../services/Bench';
import { currentMeasurement, currentRun } from '../services/scoringState';
import { strings } from '../strings';
import { InView } from './InView';
import { CellsSection } from './cells/CellsSection';
import { CellTypesSection } from './cellTypes/CellTypesSection';
import { ExportSection } from './exports/ExportSection';
import { HotspotSection } from './exports/HotspotSection';
import { OverlayControls } from './OverlayControls';
import { RunView } from './RunView';
import { ResultSection, resultTitle } from './results/ResultSection';
import { SaveSection } from './archive/SaveSection';
import { SignSection } from './SignSection';
import { ThresholdsSection } from './thresholds/ThresholdsSection';

interface FindingsProps {
  readonly host: Host;
  readonly bench: Bench;
}

/** What a run finds while it goes on; afterwards what was found, to look at, correct and sign. */
export function Findings({ host, bench }: FindingsProps) {
  const state = useObservable(bench.scoring.state);
  const run = currentRun(state);
  const measurement = currentMeasurement(state);
  const [hasRun, setHasRun] = useState(false);
  if (run && !hasRun) setHasRun(true);
  if (!run && !measurement) return <SignedBefore host={host} bench={bench} />;
  return (
    <>
      {run && <RunView host={host} run={run} />}
      {measurement && !run && (
        <InView isNew={hasRun}>
          <Fold title={resultTitle(measurement)} testId="step-result">
            <ResultSection host={host} bench={bench} />
          </Fold>
        </InView>
      )}
      <OverlayControls host={host} overlay={state.overlay} />
      {!run && <Measured host={host} bench={bench} />}
    </>
  );
}

/** What was signed stays to be seen, also when its cells are gone. */
function SignedBefore({ host, bench }: FindingsProps) {
  const { signed } = useObservable(bench.readings.state);
  return signed.length === 0 ? null : <SignSection host={host} bench={bench} />;
}

function Measured({ host, bench }: FindingsProps) {
  return (
    <>
      <Fold title={strings.thresholdsStep} testId="step-thresholds">
        <ThresholdsSection host={host} bench={bench} />
      </Fold>
      <Fold title={strings.cellsStep} testId="step-cells" isClosed>
        <CellsSection host={host} bench={bench} />
      </Fold>
      <Fold title={strings.cellTypesStep} testId="step-cell-types" isClosed>
        <CellTypesSection bench={bench} />
      </Fold>
      <Fold title={strings.hotspotTitle} testId="step-hotspots" isClosed>
        <HotspotSection host={host} bench={bench} />
      </Fold>
      <Fold title={strings.exportTitle} testId="step-export" isClosed>
        <ExportSection host={host} bench={bench} />
      </Fold>
      <SignSection host={host} bench={bench} />
      <SaveSection bench={bench} />
    </>
  );
}
