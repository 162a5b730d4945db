import { Button, CopyableText, Notice, Section } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import { useState } from 'react';
import type { TwoReaders } from '../services/readings/TwoReaders';
import type { TwoReadersState } from '../services/readings/twoReadersState';
import type { DisplayedCt } from '../services/displayedCt';
import { strings } from '../strings';
import type { Actions } from './actions';
import { ComparedReaders } from './ComparedReaders';

interface Parts {
  readonly readers: TwoReaders;
  readonly state: TwoReadersState;
  readonly ct: DisplayedCt;
  readonly actions: Actions;
  readonly reader: string | undefined;
  readonly hasOutline: boolean;
}

/** Two readers, blind to each other: begin, sign, and after both have signed what they drew. */
export function TwoReadersSection(props: Omit<Parts, 'state'>) {
  const state = useObservable(props.readers.state);
  if (state.phase === 'hidden' || state.phase === 'asking') return null;
  return (
    <Section title={strings.twoReaders} testId="two-readers">
      <div className="ts-row" data-cy="reading-phase" data-phase={state.phase} style={{ display: 'none' }} />
      <Phase {...props} state={state} />
    </Section>
  );
}

function Phase(parts: Parts) {
  switch (parts.state.phase) {
    case 'unknown':
      return (
        <Notice
          kind="warning"
          testId="reading-unknown"
          text={`${strings.readingsNoAnswer} ${strings.readingsNoAnswerNext}`}
        />
      );
    case 'none':
      return <Begin {...parts} />;
    case 'notJoined':
      return <Join {...parts} />;
    case 'drawing':
      return <Drawing {...parts} />;
    case 'signed':
      return <Signed {...parts} />;
    case 'opened':
      return <ComparedReaders {...parts} />;
    case 'hidden':
    case 'asking':
      return null;
  }
}

function Begin({ state, actions, reader, hasOutline }: Parts) {
  return (
    <details>
      <summary data-cy="reading-explain">{strings.beginSummary}</summary>
      <div className="ts-section" style={{ paddingTop: 6 }}>
        <div className="ts-small">{strings.beginExplained}</div>
        {hasOutline && <div className="ts-small">{strings.outlineJoins}</div>}
        {reader === undefined && <Notice kind="info" text={strings.sayWhoReadsNext} />}
        <div className="ts-row">
          <Button
            text={strings.beginReading}
            testId="reading-begin"
            disabled={state.isBusy || reader === undefined}
            onPress={() => actions.run('timescopeBeginReading')}
          />
        </div>
      </div>
    </details>
  );
}

function Join({ state, actions, reader, readers, hasOutline }: Parts) {
  return (
    <>
      <div>{state.hasRoom ? strings.joinExplained : strings.bothPlacesTaken}</div>
      {hasOutline && state.hasRoom && <div className="ts-small">{strings.outlineJoins}</div>}
      {reader === undefined && <Notice kind="info" text={strings.sayWhoReadsNext} />}
      {state.hasRoom && (
        <div className="ts-row">
          <Button
            primary
            text={reader === undefined ? strings.joinReading : strings.joinReadingAs(reader)}
            testId="reading-begin"
            disabled={state.isBusy || reader === undefined}
            onPress={() => actions.run('timescopeBeginReading')}
          />
        </div>
      )}
      <EnterKey
        isBusy={state.isBusy || reader === undefined}
        onEnter={typed => void readers.enterKey(typed)}
      />
    </>
  );
}

function EnterKey({ isBusy, onEnter }: { isBusy: boolean; onEnter: (typed: string) => void }) {
  const [typed, setTyped] = useState('');
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        onEnter(typed);
      }}
    >
      <div className="ts-small ts-dim">{strings.keyExplained}</div>
      <div className="ts-row">
        <input
          type="text"
          className="ts-grow"
          data-cy="reading-key-input"
          aria-label={strings.yourKey}
          placeholder={strings.keyPlaceholder}
          autoComplete="off"
          value={typed}
          onChange={event => setTyped(event.target.value)}
        />
        <button type="submit" data-cy="reading-key-enter" disabled={isBusy || typed.trim() === ''}>
          {strings.enterKey}
        </button>
      </div>
    </form>
  );
}

function Drawing({ state, actions, reader, hasOutline }: Parts) {
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <OtherReader state={state} />
      <div className="ts-small ts-dim">{strings.sealedDrawing}</div>
      {isAsked ? (
        <Notice kind="warning" testId="sign-question" text={strings.signQuestion} />
      ) : (
        <ReadersKey state={state} isOpen />
      )}
      <div className="ts-row">
        {isAsked ? (
          <>
            <Button
              primary
              text={strings.signAs(reader ?? '')}
              testId="sign-now"
              disabled={state.isBusy}
              onPress={() => {
                setAsked(false);
                actions.run('timescopeSignOutline');
              }}
            />
            <Button text={strings.notYet} testId="sign-not" onPress={() => setAsked(false)} />
          </>
        ) : (
          <Button
            primary
            text={strings.sign}
            testId="sign"
            disabled={state.isBusy || !hasOutline}
            onPress={() => setAsked(true)}
          />
        )}
      </div>
    </>
  );
}

function Signed({ state }: Parts) {
  return (
    <>
      <div data-cy="you-signed">{strings.youSigned}</div>
      <OtherReader state={state} />
      <ReadersKey state={state} />
    </>
  );
}

function OtherReader({ state: { other } }: { state: TwoReadersState }) {
  return (
    <div data-cy="other-reader" data-state={other} aria-live="polite">
      {strings.otherReader[other]}
    </div>
  );
}

/** Open while the outline is a draft: a lost key is then a lost draft. */
function ReadersKey({ state: { key }, isOpen = false }: { state: TwoReadersState; isOpen?: boolean }) {
  if (key === undefined) return null;
  return (
    <details open={isOpen}>
      <summary>{strings.yourKey}</summary>
      <CopyableText text={key} shown={key} testId="reading-key" />
      <div className="ts-small ts-dim">{strings.keyWhy}</div>
    </details>
  );
}
