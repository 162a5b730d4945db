import type { OutboxEntry } from '@timescope/core/dicomweb/outbox';
import { useState } from 'react';
import { Button, Notice } from '../controls';
import { useObservable } from '../ObservableState';
import type { Saving, SavingState } from './Saving';
import { resultStrings } from './strings';

/** The button that saves, and what became of what was saved. */
export function SaveBar(props: {
  saving: Saving;
  /** Why nothing can be saved now, in one sentence. */
  whyNot: string | undefined;
  /** The very result on screen is in the archive. */
  isSaved: boolean;
  onSave: () => void;
}) {
  const { saving, kept } = useObservable(props.saving.state);
  const isBusy = saving.kind === 'busy';
  const others = kept.filter(entry => saving.kind === 'idle' || entry.last !== undefined);
  return (
    <div className="ts-stack" data-cy="save-bar">
      <div className="ts-row">
        <Button
          primary
          text={resultStrings.save}
          testId="save-result"
          title={resultStrings.saveHint}
          disabled={isBusy || props.whyNot !== undefined || props.isSaved}
          onPress={props.onSave}
        />
        <span
          className="ts-dim ts-small ts-grow"
          data-cy="save-state"
          data-kind={saving.kind}
          aria-live="polite"
        >
          {stateText(saving, props.whyNot, props.isSaved)}
        </span>
      </div>
      <SavingNotice saving={saving} />
      {!isBusy && others.length > 0 && <Kept saving={props.saving} kept={others} />}
    </div>
  );
}

function stateText(saving: SavingState, whyNot: string | undefined, isSaved: boolean): string {
  if (saving.kind === 'busy')
    return saving.progress
      ? `${resultStrings.sending(saving.progress.stage)} (${saving.progress.done + 1} / ${saving.progress.total})`
      : resultStrings.writing;
  if (saving.kind === 'stored') return resultStrings.stored(clock(saving.at));
  if (isSaved) return resultStrings.nothingNew;
  return whyNot ?? resultStrings.saveHint;
}

const clock = (at: number): string =>
  new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

function SavingNotice({ saving }: { saving: SavingState }) {
  if (saving.kind === 'waiting')
    return (
      <Notice
        kind="warning"
        testId="save-waiting"
        text={`${resultStrings.waiting(saving.reason)} ${resultStrings.waitingHint}`}
      />
    );
  if (saving.kind === 'refused')
    return <Notice kind="error" testId="save-refused" text={resultStrings.refused(saving.reason)} />;
  return null;
}

/** What is on its way, with the reason of the last try. */
function Kept({ saving, kept }: { saving: Saving; kept: readonly OutboxEntry[] }) {
  return (
    <div className="ts-card ts-stack" data-cy="kept">
      <div>{resultStrings.keptBefore(kept.length)}</div>
      {kept.map(entry => (
        <KeptRow key={entry.id} entry={entry} onDrop={() => void saving.drop(entry)} />
      ))}
      <div className="ts-row">
        <Button text={resultStrings.sendNow} testId="send-now" onPress={() => void saving.sendKept(true)} />
      </div>
    </div>
  );
}

/** Deleting asks once more: the outbox has the only copy. */
function KeptRow({ entry, onDrop }: { entry: OutboxEntry; onDrop: () => void }) {
  const [isAsking, setAsking] = useState(false);
  const { last, keptAt } = entry;
  return (
    <div className="ts-stack" data-cy="kept-result">
      <span className="ts-dim ts-small">
        {new Date(keptAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })}
        {last && ` · ${last.message}`}
      </span>
      <div className="ts-row">
        {isAsking && <Button text={resultStrings.keep} testId="kept-keep" onPress={() => setAsking(false)} />}
        <Button
          text={isAsking ? resultStrings.takeOutSure : resultStrings.takeOut}
          testId="kept-drop"
          onPress={() => (isAsking ? onDrop() : setAsking(true))}
        />
      </div>
    </div>
  );
}
