import { Badge, Button, Notice } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { keyOf } from '@timescope/ohif/hotkeys';
import { useObservable } from '@timescope/ohif/ObservableState';
import { COMMANDS } from '../commandNames';
import type { Bench } from '../services/Bench';
import type { DraftState, ReadingState } from '../services/ReadingStore';
import { strings } from '../strings';
import { signedText } from './SignedVersions';

/** Undo, redo, and whether the reading is stored. */
export function ReadingBar({ host, bench }: { host: Host; bench: Bench }) {
  const state = useObservable(bench.readings.state);
  const signed = signedText(state);
  return (
    <section className="ts-section" data-cy="reading-bar">
      <div className="ts-row">
        <StepButton
          host={host}
          command={COMMANDS.undo}
          isOn={state.canUndo}
          text={strings.undo}
          testId="undo"
        />
        <StepButton
          host={host}
          command={COMMANDS.redo}
          isOn={state.canRedo}
          text={strings.redo}
          testId="redo"
        />
        <span className="ts-dim ts-small ts-grow" data-cy="draft" aria-live="polite">
          {signed === undefined ? draftText(state) : <Badge text={signed} />}
        </span>
      </div>
      {state.draft.kind === 'failed' && (
        <Notice kind="warning" testId="draft-failed" text={strings.draftFailed(state.draft.reason)} />
      )}
      {state.offered && (
        <>
          <Notice
            kind="info"
            testId="reading-offered"
            text={strings.readingOffered}
            onClose={() => bench.readings.offer(undefined)}
          />
          <Button
            text={strings.takeOffered}
            testId="take-offered"
            onPress={() => bench.readings.takeOffered()}
          />
        </>
      )}
      {signed !== undefined && state.aside !== undefined && (
        <Notice kind="warning" testId="run-aside" text={strings.runAside} />
      )}
      {state.wasChangedElsewhere && (
        <Notice
          kind="warning"
          testId="changed-elsewhere"
          text={strings.changedElsewhere}
          onClose={() => bench.readings.forgetChangeElsewhere()}
        />
      )}
    </section>
  );
}

function StepButton(props: { host: Host; command: string; isOn: boolean; text: string; testId: string }) {
  return (
    <Button
      text={props.text}
      testId={props.testId}
      disabled={!props.isOn}
      title={keyOf(props.host.hotkeysManager, props.command) ?? props.text}
      onPress={() => void props.host.commandsManager.runCommand(props.command)}
    />
  );
}

function draftText({ draft, key }: ReadingState): string {
  if (key === undefined) return strings.readingOpens;
  return DRAFT_TEXTS[draft.kind](draft);
}

const DRAFT_TEXTS: Readonly<Record<DraftState['kind'], (draft: DraftState) => string>> = {
  none: () => strings.draftNone,
  pending: () => strings.draftPending,
  saved: draft => strings.draftSaved('at' in draft ? draft.at : 0),
  restored: draft => strings.draftRestored('at' in draft ? draft.at : 0),
  failed: () => strings.draftNotSaved,
};
