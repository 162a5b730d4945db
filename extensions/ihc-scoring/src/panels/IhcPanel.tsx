import { ResearchUse } from '@timescope/ohif/controls';
import { Fold } from '@timescope/ohif/Fold';
import type { Host } from '@timescope/ohif/host';
import { useObservable } from '@timescope/ohif/ObservableState';
import { ReaderName } from '@timescope/ohif/ReaderName';
import type { Bench } from '../services/Bench';
import { currentMeasurement, currentRun } from '../services/scoringState';
import { strings } from '../strings';
import { CellsSection } from './cells/CellsSection';
import { OverlayControls } from './OverlayControls';
import { ReadingBar } from './ReadingBar';
import { RunNotices } from './RunNotices';
import { RunView } from './RunView';
import { ScoreView } from './ScoreView';
import { SignSection } from './SignSection';
import { SlideFacts } from './SlideFacts';
import { StainSection } from './stain/StainSection';
import { TissueSection } from './stain/TissueSection';
import { FieldStep, MarkerStep, SlideStep } from './Steps';

/** The pathologist's panel, in the order of the work. It shows the services' state and runs commands. */
export function IhcPanel({ host, bench }: { host: Host; bench: Bench }) {
  const { slide } = useObservable(bench.scoring.state);
  return (
    <div className="ts-panel" data-cy="ihc-panel">
      <ReaderName reader={bench.scoring.reader} />
      <SlideFacts slide={slide} />
      {slide.kind === 'ready' && (
        <>
          <ReadingBar host={host} bench={bench} />
          <MarkerStep host={host} bench={bench} />
          <Fold number={2} title={strings.tissueStep} testId="step-tissue">
            <TissueSection host={host} bench={bench} />
          </Fold>
          <Fold number={3} title={strings.stainStep} testId="step-stain">
            <StainSection host={host} bench={bench} />
          </Fold>
          <FieldStep host={host} bench={bench} slide={slide.slide} />
          <SlideStep host={host} bench={bench} />
        </>
      )}
      <RunNotices host={host} bench={bench} />
      <Findings host={host} bench={bench} />
      <ResearchUse />
    </div>
  );
}

/** What was found, to look at, correct, compare and sign. */
function Findings({ host, bench }: { host: Host; bench: Bench }) {
  const state = useObservable(bench.scoring.state);
  const measurement = currentMeasurement(state);
  const run = currentRun(state);
  return (
    <>
      {run && <RunView host={host} run={run} />}
      {measurement && !run && <ScoreView measurement={measurement} />}
      {(measurement ?? run) && <OverlayControls host={host} overlay={state.overlay} />}
      {measurement && !run && (
        <Fold title={strings.cellsStep} testId="step-cells">
          <CellsSection host={host} bench={bench} />
        </Fold>
      )}
      {measurement && !run && <SignSection host={host} bench={bench} />}
    </>
  );
}
