import { Button, Section } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { keyOf } from '@timescope/ohif/hotkeys';
import { COMMANDS } from '../commandNames';
import { GRADES } from '../overlays/gradeStyles';
import type { OverlayState } from '../services/scoringState';
import { strings } from '../strings';
import { GradeLine } from './GradeLine';

/** Shows and hides the cells on the slide, and says what is drawn. */
export function OverlayControls({ host, overlay }: { host: Host; overlay: OverlayState }) {
  return (
    <Section title={strings.overlay} testId="overlay-controls">
      <div className="ts-row">
        <Button
          text={strings.show}
          testId="toggle-overlay"
          pressed={overlay.isShown}
          hotkey={keyOf(host.hotkeysManager, COMMANDS.toggleOverlay)}
          onPress={() => void host.commandsManager.runCommand(COMMANDS.toggleOverlay)}
        />
        <Button
          text={strings.fill}
          testId="toggle-fill"
          pressed={overlay.isFilled}
          hotkey={keyOf(host.hotkeysManager, COMMANDS.toggleFill)}
          onPress={() => void host.commandsManager.runCommand(COMMANDS.toggleFill)}
        />
      </div>
      <div className="ts-row ts-small" aria-label={strings.legend}>
        {GRADES.map(grade => (
          <span key={grade}>
            <GradeLine grade={grade} />
            {strings.grades[grade]}
          </span>
        ))}
      </div>
      <div className="ts-dim ts-small" data-cy="overlay-detail">
        {overlay.detail === 'density' ? strings.densityShown : strings.outlinesShown}
      </div>
    </Section>
  );
}
