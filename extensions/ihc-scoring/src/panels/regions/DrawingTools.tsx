import { Button } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { keyOf } from '@timescope/ohif/hotkeys';
import { useObservable } from '@timescope/ohif/ObservableState';
import { COMMANDS } from '../../commandNames';
import type { AnnotationRole } from '../../pipeline/annotations';
import type { Bench } from '../../services/Bench';
import { isRole, ROLES, SHAPES } from '../../services/regions/regionsState';
import { strings } from '../../strings';
import { RoleMark } from './RoleMark';

interface Props {
  readonly host: Host;
  readonly bench: Bench;
}

/** What a new region is for, and with what it is drawn. */
export function DrawingTools({ host, bench }: Props) {
  const { role, shape } = useObservable(bench.regions.state);
  const { tool } = useObservable(bench.madeWith.mapTool.state);
  const isBrush = tool === 'brush';
  const run = (command: string, options = {}) => void host.commandsManager.runCommand(command, options);
  return (
    <>
      <RoleChoice role={role} onChoose={chosen => run(COMMANDS.chooseRole, { role: chosen })} />
      <div className="ts-row" role="group" aria-label={strings.draw}>
        {SHAPES.map(each => (
          <Button
            key={each}
            text={strings.shapes[each]}
            title={strings.shapeHints[each]}
            testId={`draw-${each}`}
            pressed={tool === 'polygon' && shape === each}
            onPress={() => run(COMMANDS.drawRegion, { shape: each })}
          />
        ))}
        <BrushButtons host={host} bench={bench} isBrush={isBrush} />
      </div>
      {tool === 'polygon' && <div className="ts-dim ts-small">{strings.shapeHints[shape]}</div>}
      {isBrush && <BrushSize host={host} bench={bench} />}
    </>
  );
}

function RoleChoice({ role, onChoose }: { role: AnnotationRole; onChoose: (role: AnnotationRole) => void }) {
  return (
    <label className="ts-row" title={strings.roleHints[role]}>
      <span className="ts-dim">{strings.newRegionsAre}</span>
      <RoleMark role={role} />
      <select
        className="ts-grow"
        data-cy="new-region-role"
        value={role}
        onChange={event => {
          if (isRole(event.target.value)) onChoose(event.target.value);
        }}
      >
        {ROLES.map(each => (
          <option key={each} value={each}>
            {strings.roles[each]}
          </option>
        ))}
      </select>
    </label>
  );
}

function BrushButtons({ host, bench, isBrush }: Props & { isBrush: boolean }) {
  const { isEraser } = useObservable(bench.regions.state);
  return (
    <>
      <Button
        text={strings.brush}
        title={strings.brushHint}
        testId="brush"
        pressed={isBrush && !isEraser}
        hotkey={keyOf(host.hotkeysManager, COMMANDS.toggleBrush)}
        onPress={() => void host.commandsManager.runCommand(COMMANDS.toggleBrush)}
      />
      <Button
        text={strings.eraser}
        title={strings.eraserHint}
        testId="eraser"
        pressed={isBrush && isEraser}
        hotkey={keyOf(host.hotkeysManager, COMMANDS.toggleEraser)}
        onPress={() => void host.commandsManager.runCommand(COMMANDS.toggleEraser)}
      />
    </>
  );
}

function BrushSize({ host, bench }: Props) {
  const { brushUm, selected, isEraser } = useObservable(bench.regions.state);
  const size = (text: string, title: string, testId: string, command: string) => (
    <Button
      text={text}
      title={title}
      testId={testId}
      hotkey={keyOf(host.hotkeysManager, command)}
      onPress={() => void host.commandsManager.runCommand(command)}
    />
  );
  return (
    <div className="ts-row">
      <span className="ts-dim">{strings.brushSize}</span>
      {size('−', strings.smaller, 'brush-smaller', COMMANDS.brushSmaller)}
      <span data-cy="brush-size" aria-live="polite">
        {strings.micrometres(brushUm)}
      </span>
      {size('+', strings.larger, 'brush-larger', COMMANDS.brushLarger)}
      {selected !== undefined && !isEraser && (
        <Button
          text={strings.newRegion}
          title={strings.newRegionHint}
          testId="new-region"
          onPress={() => bench.regions.select(undefined)}
        />
      )}
    </div>
  );
}
