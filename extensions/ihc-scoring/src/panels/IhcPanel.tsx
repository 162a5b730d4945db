import { Notice, ResearchUse } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { useObservable } from '@timescope/ohif/ObservableState';
import { ReaderName } from '@timescope/ohif/ReaderName';
import type { Bench } from '../services/Bench';
import { currentMeasurement, currentRun } from '../services/scoringState';
import { strings } from '../strings';
import { MeasureControls } from './MeasureControls';
import { OverlayControls } from './OverlayControls';
import { ScoreView } from './ScoreView';
import { SlideFacts } from './SlideFacts';

/** The pathologist's panel. It shows the service's state and runs commands; it keeps nothing of its own. */
export function IhcPanel({ host, bench }: { host: Host; bench: Bench }) {
  const service = bench.scoring;
  const state = useObservable(service.state);
  const measurement = currentMeasurement(state);
  return (
    <div className="ts-panel" data-cy="ihc-panel">
      <ReaderName reader={service.reader} />
      <SlideFacts slide={state.slide} />
      {state.slide.kind === 'ready' && (
        <MeasureControls host={host} bench={bench} slide={state.slide.slide} />
      )}
      {state.problem && (
        <Notice
          kind="error"
          testId="ihc-problem"
          text={`${state.problem.message} ${state.problem.nextStep}`}
          onClose={() => service.closeProblem()}
        />
      )}
      {state.wasCancelled && (
        <Notice
          kind="info"
          testId="ihc-cancelled"
          text={strings.cancelled}
          onClose={() => service.closeProblem()}
        />
      )}
      {measurement && <ScoreView measurement={measurement} />}
      {(measurement ?? currentRun(state)) && <OverlayControls host={host} overlay={state.overlay} />}
      <ResearchUse />
    </div>
  );
}
