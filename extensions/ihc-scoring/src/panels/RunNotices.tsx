import { Button, Notice } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { useObservable } from '@timescope/ohif/ObservableState';
import { COMMANDS } from '../commandNames';
import type { Bench } from '../services/Bench';
import type { MeasuredArea } from '../services/measuredArea';
import { currentRun } from '../services/scoringState';
import { strings } from '../strings';

/** What became of the last run, where it is more than a result: one sentence and the next step. */
export function RunNotices({ host, bench }: { host: Host; bench: Bench }) {
  const state = useObservable(bench.scoring.state);
  const { wasRefused } = useObservable(bench.readings.state);
  const { problem, wasCancelled, interrupted, elsewhere, gradesDropped } = state;
  const close = () => bench.scoring.closeProblem();
  const again = (
    <Button
      text={strings.measureAgain}
      testId="measure-again"
      onPress={() => void host.commandsManager.runCommand(COMMANDS.measureAgain)}
    />
  );
  return (
    <>
      {wasRefused && (
        <div className="ts-card ts-running">
          <Notice
            kind="warning"
            testId="reading-frozen"
            text={strings.frozen}
            onClose={() => bench.readings.forgetRefusal()}
          />
        </div>
      )}
      {problem && (
        <Notice
          kind="error"
          testId="ihc-problem"
          text={`${problem.message} ${problem.nextStep}`}
          onClose={close}
        />
      )}
      <GradesDropped cells={gradesDropped} onClose={close} />
      {wasCancelled && <Notice kind="info" testId="ihc-cancelled" text={strings.cancelled} onClose={close} />}
      <MeasuredElsewhere area={elsewhere} />
      {interrupted && (
        <>
          <Notice
            kind="warning"
            testId="ihc-interrupted"
            text={strings.interrupted(strings.of[interrupted.kind])}
            onClose={close}
          />
          {again}
        </>
      )}
      {!interrupted && currentRun(state) === undefined && bench.signing.isMeasuredOtherwise() && (
        <>
          <Notice
            kind="warning"
            testId="other-settings"
            text={bench.signing.isOfFiles() ? strings.settingsOfFiles : strings.otherSettings}
          />
          {again}
        </>
      )}
    </>
  );
}

function MeasuredElsewhere({ area }: { area: MeasuredArea | undefined }) {
  if (!area) return null;
  return (
    <Notice kind="info" testId="measured-elsewhere" text={strings.measuredElsewhere(strings.of[area.kind])} />
  );
}

function GradesDropped({ cells, onClose }: { cells: number; onClose: () => void }) {
  if (cells === 0) return null;
  return <Notice kind="info" testId="grades-dropped" text={strings.gradesDropped(cells)} onClose={onClose} />;
}
