import { holdsControls } from '@timescope/core/controlCharacters';
import { useState } from 'react';
import { useObservable, type ObservableState } from './ObservableState';
import { isName, saveReaderName, type Reader } from './readerState';
import { ohifStrings } from './strings';

/** Who reads: asked once, then shown. */
export function ReaderName({ reader }: { reader: ObservableState<Reader> }) {
  const { name, source } = useObservable(reader);
  const [isAsking, setAsking] = useState(name === undefined);
  if (name !== undefined && !isAsking) {
    return (
      <div className="ts-row ts-small" data-cy="reader-name">
        <span className="ts-dim">{source === 'host' ? ohifStrings.readerFromHost : ohifStrings.reader}</span>
        <span className="ts-grow">{name}</span>
        {source === 'browser' && (
          <button type="button" className="ts-link ts-small" onClick={() => setAsking(true)}>
            {ohifStrings.readerChange}
          </button>
        )}
      </div>
    );
  }
  return (
    <AskName
      current={name ?? ''}
      onSave={entered => {
        saveReaderName(reader, window.localStorage, entered);
        setAsking(false);
      }}
    />
  );
}

function AskName({ current, onSave }: { current: string; onSave: (entered: string) => void }) {
  const [entered, setEntered] = useState(current);
  return (
    <form
      data-cy="reader-form"
      onSubmit={event => {
        event.preventDefault();
        if (isName(entered)) onSave(entered);
      }}
    >
      <label className="ts-row">
        <input
          type="text"
          className="ts-grow"
          data-cy="reader-input"
          placeholder={ohifStrings.readerAsk}
          aria-label={ohifStrings.readerAsk}
          maxLength={64}
          value={entered}
          onChange={event => setEntered(event.target.value)}
        />
        <button type="submit" data-cy="reader-save" disabled={!isName(entered)}>
          {ohifStrings.readerSave}
        </button>
      </label>
      <div className="ts-dim ts-small">
        {holdsControls(entered) ? ohifStrings.controlCharacters : ohifStrings.readerWhy}
      </div>
    </form>
  );
}
