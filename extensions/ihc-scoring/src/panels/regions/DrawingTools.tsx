import { Button } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { keyOf } from '@timescope/ohif/hotkeys';
import { useObservable } from '@timescope/ohif/ObservableState';
import { COMMANDS } from '../../commandNames';
import type { AnnotationRole } from '../../pipeline/annotations';
import type { Bench } from '../../services/Bench';
import { isRole, ROLES } from '../../services/regions/regionsState';
import { strings } from '../../strings';
import { RoleMark } from './RoleMark';

/** The host's own drawing tools, by the names it knows them. */
const HOST_TOOLS = [
  ['polygon', strings.polygon, strings.polygonHint],
  ['freehandpolygon', strings.freehand, strings.freehandHint],
  ['box', strings.rectangle, strings.rectangleHint],
] as const;

interface Props {
  readonly host: Host;
  readonly bench: Bench;
}

/** What a new region is for, and with what it is drawn. */
export function DrawingTools({ host, bench }: Props) {
  const { role } = useObservable(bench.regions.state);
  const isBrush = useObservable(bench.madeWith.mapTool.state).tool === 'brush';
  const run = (command: string, options = {}) => void host.commandsManager.runCommand(command, options);
  return (
    <>
      <RoleChoice role={role} onChoose={chosen => run(COMMANDS.chooseRole, { role: chosen })} />
      <div className="ts-row" role="group" aria-label={strings.draw}>
        {HOST_TOOLS.map(([toolName, text, title]) => (
          <Button
            key={toolName}
            text={text}
            title={title}
            testId={`draw-${toolName}`}
            onPress={() => run(COMMANDS.drawRegion, { toolName })}
          />
        ))}
        <BrushButtons host={host} bench={bench} isBrush={isBrush} />
      </div>
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
