import { Button, Notice } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { keyOf } from '@timescope/ohif/hotkeys';
import { useObservable } from '@timescope/ohif/ObservableState';
import { useEffect, useRef } from 'react';
import { COMMANDS } from '../../commandNames';
import type { Bench } from '../../services/Bench';
import { versionOnScreen } from '../../services/readingState';
import { strings } from '../../strings';
import { scoresNow } from '../results/scoreLines';
import { CellActions } from './CellActions';
import { CellJudgement } from './CellJudgement';
import { CellMeasured } from './CellMeasured';
import { CellGridView } from './CellGridView';
import { CELLS_CSS } from './cellsCss';
import { useFoldInView, useOwnFold } from './useOwnFold';

/** Checking and correcting single cells: find the doubtful ones, look, judge. */
export function CellsSection({ host, bench }: { host: Host; bench: Bench }) {
  const root = useRef<HTMLDivElement>(null);
  const { list, selected, warning } = useObservable(bench.cells.state);
  const isOpen = useOwnFold(root, selected.length > 0);
  useFocusOnWarning(warning);
  return (
    <div ref={root} style={{ display: 'flex', flexDirection: 'column', gap: 8, minWidth: 0 }} data-cy="cells">
      {list.count === 0 && <Notice kind="info" testId="cells-none" text={strings.noCells} />}
      {list.count > 0 && isOpen && <CellBench host={host} bench={bench} />}
    </div>
  );
}

function CellBench({ host, bench }: { host: Host; bench: Bench }) {
  const { cells } = bench;
  const state = useObservable(cells.state);
  const readings = useObservable(bench.readings.state);
  const { reading, isSigned, wasRefused } = readings;
  const top = useRef<HTMLDivElement>(null);
  const { result } = useObservable(bench.shown);
  useFoldInView(top, state.selected.length > 0);
  return (
    <>
      <style>{CELLS_CSS}</style>
      <div className="ts-row" ref={top}>
        <CommandButton
          host={host}
          command={COMMANDS.nextDoubtful}
          text={strings.nextDoubtful}
          title={strings.nextDoubtfulHint}
          isPrimary
        />
        <CommandButton host={host} command={COMMANDS.nextWarning} text={strings.nextWarning} />
      </div>
      <div className="ts-dim ts-small" data-cy="cells-checked" aria-live="polite">
        {state.isAllChecked ? strings.allChecked : strings.checked(state.checked)}
      </div>
      {state.selected.length === 0 ? (
        <div className="ts-row">
          <span className="ts-dim ts-small ts-grow">{strings.howToSelect}</span>
          <Button
            text={strings.selectInView}
            testId="cells-select-view"
            onPress={() => cells.selectInView()}
          />
        </div>
      ) : (
        <>
          <CellJudgement cells={cells} state={state} />
          <CellActions host={host} isFixed={isSigned} />
          {isSigned && (
            <Notice kind={wasRefused ? 'error' : 'info'} testId="cells-frozen" text={strings.frozen} />
          )}
          <CellMeasured cells={cells} state={state} />
        </>
      )}
      <div className="ts-small" data-cy="cells-edits" aria-live="polite">
        {strings.editsSaid(reading.edits.length)}
      </div>
      {result && (
        <div style={{ fontWeight: 600 }} data-cy="cells-scores" aria-live="polite">
          {scoresNow(result, versionOnScreen(readings)?.decision)}
        </div>
      )}
      <CellGridView cells={cells} state={state} />
    </>
  );
}

/** A button that runs a command, with the key that does the same. */
export function CommandButton(props: {
  host: Host;
  command: string;
  text: string;
  title?: string;
  isPrimary?: boolean;
  isOff?: boolean;
}) {
  const { host, command } = props;
  return (
    <Button
      text={props.text}
      testId={command}
      primary={props.isPrimary ?? false}
      disabled={props.isOff ?? false}
      hotkey={keyOf(host.hotkeysManager, command)}
      onPress={() => void host.commandsManager.runCommand(command)}
      {...(props.title !== undefined && { title: props.title })}
    />
  );
}

/** The sentence of a warning stands with the result: it is brought into view and gets the focus. */
function useFocusOnWarning(warning: { readonly index: number } | undefined): void {
  useEffect(() => {
    if (!warning) return;
    const sentences = document.querySelectorAll<HTMLElement>('[data-cy="result-warning"]');
    const sentence = sentences[warning.index];
    if (!sentence) return;
    sentence.closest('details')?.setAttribute('open', '');
    sentence.tabIndex = -1;
    sentence.focus();
    sentence.scrollIntoView({ block: 'nearest' });
  }, [warning]);
}
