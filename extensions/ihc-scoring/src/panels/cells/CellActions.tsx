import type { Host } from '@timescope/ohif/host';
import { COMMANDS } from '../../commandNames';
import { strings } from '../../strings';
import { CommandButton } from './CellsSection';

const GRADE_COMMANDS = [
  COMMANDS.gradeNegative,
  COMMANDS.gradeWeak,
  COMMANDS.gradeModerate,
  COMMANDS.gradeStrong,
] as const;

const TYPE_COMMANDS = [
  { command: COMMANDS.typeTumour, type: 1 },
  { command: COMMANDS.typeImmune, type: 2 },
  { command: COMMANDS.typeOther, type: 0 },
] as const;

/** What the reader can say of the selected cells; each act is one step to undo. A signed reading takes none. */
export function CellActions({ host, isFixed }: { host: Host; isFixed: boolean }) {
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 4 }}>
      <div className="ts-keys" role="group" aria-label={strings.setGrade}>
        {GRADE_COMMANDS.map((command, grade) => (
          <CommandButton
            key={command}
            host={host}
            isOff={isFixed}
            command={command}
            text={strings.gradeButtons[grade] ?? ''}
          />
        ))}
      </div>
      <div className="ts-keys ts-three" role="group" aria-label={strings.setType}>
        {TYPE_COMMANDS.map(({ command, type }) => (
          <CommandButton
            key={command}
            host={host}
            isOff={isFixed}
            command={command}
            text={strings.cellTypes[type]}
          />
        ))}
      </div>
      <div className="ts-keys ts-three" role="group" aria-label={strings.setCounted}>
        <CommandButton host={host} isOff={isFixed} command={COMMANDS.excludeCells} text={strings.exclude} />
        <CommandButton host={host} isOff={isFixed} command={COMMANDS.includeCells} text={strings.include} />
        <CommandButton
          host={host}
          isOff={isFixed}
          command={COMMANDS.unsayCells}
          text={strings.unsay}
          title={strings.unsayHint}
        />
      </div>
    </div>
  );
}
