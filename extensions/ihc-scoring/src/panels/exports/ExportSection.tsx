import { Button, Notice } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { useObservable } from '@timescope/ohif/ObservableState';
import { useState } from 'react';
import { COMMANDS } from '../../commandNames';
import type { Bench } from '../../services/Bench';
import { EXPORTS, type ExportKind } from '../../services/exports/ExportService';
import { strings } from '../../strings';

/** Files of the measurement on screen, and the line that repeats it. */
export function ExportSection({ host, bench }: { host: Host; bench: Bench }) {
  const { result } = useObservable(bench.shown);
  const { writing, saved, problem } = useObservable(bench.exports.state);
  if (!result) return null;
  const save = (what: ExportKind) => void host.commandsManager.runCommand(COMMANDS.exportFile, { what });
  return (
    <div className="ts-stack" data-cy="exports">
      <div className="ts-row">
        {EXPORTS.map(what => (
          <Button
            key={what}
            text={strings.exportShort[what]}
            title={strings.exportNames[what]}
            testId={`export-${what}`}
            disabled={writing !== undefined}
            onPress={() => save(what)}
          />
        ))}
      </div>
      <div className="ts-dim ts-small">{strings.exportNoPatient}</div>
      {writing && (
        <div className="ts-row" data-cy="export-writing" aria-live="polite">
          <span className="ts-grow">
            {strings.exportWriting(strings.exportNames[writing.what])}
            {writing.lines > 0 && ` (${strings.exportCells(writing.lines)})`}
          </span>
          <Button text={strings.exportStop} testId="export-stop" onPress={() => bench.exports.cancel()} />
        </div>
      )}
      {saved !== undefined && (
        <Notice
          kind="info"
          testId="export-saved"
          text={strings.exportSaved(saved)}
          onClose={() => bench.exports.closeMessage()}
        />
      )}
      {problem && (
        <Notice
          kind="error"
          testId="export-problem"
          text={`${problem.message} ${problem.nextStep}`}
          onClose={() => bench.exports.closeMessage()}
        />
      )}
      <CommandLine command={bench.exports.command()} />
    </div>
  );
}

function CommandLine({ command }: { command: string | undefined }) {
  const [isCopied, setCopied] = useState(false);
  if (command === undefined) return null;
  const copy = () => {
    navigator.clipboard.writeText(command).then(
      () => setCopied(true),
      // Without permission the line can still be selected.
      () => setCopied(false),
    );
  };
  return (
    <details>
      <summary>{strings.commandTitle}</summary>
      <code
        data-cy="replay-command"
        style={{ display: 'block', userSelect: 'all', overflowWrap: 'anywhere' }}
      >
        {command}
      </code>
      <div className="ts-row">
        <Button
          text={isCopied ? strings.commandCopied : strings.commandCopy}
          testId="copy-command"
          onPress={copy}
        />
        <span className="ts-dim ts-small ts-grow">{strings.commandHint}</span>
      </div>
    </details>
  );
}
