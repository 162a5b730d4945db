import { Badge, RunProgress } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { keyOf } from '@timescope/ohif/hotkeys';
import { COMMANDS } from '../commandNames';
import { GRADES, gradeStyles } from '../overlays/gradeStyles';
import type { Grade } from '../pipeline/intensity';
import type { Run } from '../services/scoringState';
import { strings } from '../strings';

/** How far a run is, and what was found so far: marked as a part, since more tissue will move it. */
export function RunView({ host, run }: { host: Host; run: Run }) {
  const progress = { ...run.progress, stage: strings.stage(run.progress.stage) };
  return (
    <section className="ts-card ts-running" data-cy="run">
      <RunProgress
        progress={progress}
        hotkey={keyOf(host.hotkeysManager, COMMANDS.cancel)}
        onCancel={() => void host.commandsManager.runCommand(COMMANDS.cancel)}
      />
      <div className="ts-dim ts-small">
        {run.secondsLeft !== undefined && (
          <span data-cy="time-left">{strings.timeLeft(run.secondsLeft)} </span>
        )}
        {strings.runGoesOn(strings.of[run.area.kind])}
      </div>
      <FoundSoFar run={run} />
    </section>
  );
}

function FoundSoFar({ run: { counts } }: { run: Run }) {
  const [negative, weak, moderate, strong] = counts;
  const total = negative + weak + moderate + strong;
  if (total === 0) return null;
  return (
    <div data-cy="cells-so-far">
      <Badge text={strings.partialSoFar} />
      <span> {strings.cellsSoFar(total, total - negative)}</span>
      <span>, {strings.hScoreSoFar((100 * (weak + 2 * moderate + 3 * strong)) / total)}</span>
      <div className="ts-row ts-small" data-cy="run-legend">
        <span className="ts-dim">{strings.runLegend}</span>
        {GRADES.map(grade => (
          <span key={grade}>
            <GradeSquare grade={grade} />
            {strings.grades[grade]}
          </span>
        ))}
      </div>
    </div>
  );
}

const GradeSquare = ({ grade }: { grade: Grade }) => (
  <svg width="10" height="10" aria-hidden style={{ marginRight: 4 }}>
    <rect width="10" height="10" fill={gradeStyles[grade].colour} />
  </svg>
);
