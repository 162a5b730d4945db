import type { StoredObject, StoredVersion } from '@timescope/core/dicomweb/studyResults';
import { useState } from 'react';
import { Badge, Button, Notice } from '../controls';
import { useObservable } from '../ObservableState';
import type { ListedResults, ListedState } from './ListedResults';
import { dateOf, personOf, resultStrings } from './strings';

interface ListProps {
  readonly results: ListedResults;
  /** The series on screen: results of others are named, not opened. */
  readonly series: string;
  /** Whether what is on screen would be lost by opening another version. */
  readonly isUnsaved: boolean;
  /** Whether what is on screen is signed: another version takes its place only when that is said twice. */
  readonly isSigned?: boolean;
  /** Whether a version is shown beside what is on screen: opening it needs no second word. */
  readonly isBeside?: (version: StoredVersion) => boolean;
  /** Whether this mode draws such an object of another tool. */
  readonly canDraw: (object: StoredObject) => boolean;
}

/** Our results of the study with their versions, and what other tools stored in it. */
export function ResultsList(props: ListProps) {
  const state = useObservable(props.results.state);
  const { listing, problem } = state;
  return (
    <div className="ts-stack" data-cy="results">
      {listing.kind === 'loading' && <div className="ts-dim ts-small">{resultStrings.loading}</div>}
      {listing.kind === 'failed' && (
        <Notice kind="warning" testId="results-failed" text={resultStrings.failedToList(listing.reason)} />
      )}
      {problem !== undefined && (
        <Notice
          kind="error"
          testId="results-problem"
          text={problem}
          onClose={() => props.results.closeProblem()}
        />
      )}
      {listing.kind === 'listed' && <Listed {...props} state={state} {...listing.results} />}
      {(listing.kind === 'listed' || listing.kind === 'failed') && (
        <div className="ts-row">
          <Button
            text={resultStrings.again}
            testId="results-again"
            onPress={() => void props.results.refresh()}
          />
        </div>
      )}
    </div>
  );
}

interface ListedProps extends ListProps {
  readonly state: ListedState;
  readonly versions: readonly StoredVersion[];
  readonly others: readonly StoredObject[];
}

function Listed(props: ListedProps) {
  const { versions, others } = props;
  if (versions.length + others.length === 0)
    return (
      <div className="ts-dim ts-small" data-cy="results-none">
        {resultStrings.none}
      </div>
    );
  return (
    <>
      {versions.length > 0 && <div className="ts-dim ts-small">{resultStrings.ours}</div>}
      {versions.map(version => (
        <VersionRow key={version.report.address.instance} {...props} version={version} />
      ))}
      {others.length > 0 && <div className="ts-dim ts-small">{resultStrings.others}</div>}
      {others.map(object => (
        <OtherRow key={object.address.instance} {...props} object={object} />
      ))}
    </>
  );
}

function VersionRow({ version, ...props }: ListedProps & { version: StoredVersion }) {
  const { report, number } = version;
  const { onScreen, opening } = props.state;
  const uid = report.address.instance;
  return (
    <div className="ts-card ts-stack" data-cy="result-version" data-uid={uid} data-number={number}>
      <div className="ts-row">
        <span className="ts-grow">{report.title ?? resultStrings.kinds.report}</span>
        {uid === onScreen && <Badge text={resultStrings.onScreen} testId="result-on-screen" />}
      </div>
      <Facts object={report} version={number} />
      {report.sources.includes(props.series) ? (
        <OpenButton
          asks={props.isBeside?.(version) === true ? undefined : hintBefore(props)}
          isBusy={opening !== undefined}
          text={uid === opening ? resultStrings.opening : resultStrings.open}
          onOpen={() => void props.results.open(version)}
        />
      ) : (
        <span className="ts-dim ts-small">{resultStrings.ofOther}</span>
      )}
    </div>
  );
}

function hintBefore({ isUnsaved, isSigned = false }: ListProps): string | undefined {
  if (isUnsaved) return resultStrings.replaceHint;
  return isSigned ? resultStrings.replaceSignedHint : undefined;
}

/** @param props.asks What it says before it takes the place of what is on screen; undefined: it does not ask. */
function OpenButton(props: { text: string; asks: string | undefined; isBusy: boolean; onOpen: () => void }) {
  const [isAsking, setAsking] = useState(false);
  const press = () => {
    const mustAsk = props.asks !== undefined && !isAsking;
    setAsking(mustAsk);
    if (!mustAsk) props.onOpen();
  };
  const asks = isAsking && props.asks !== undefined;
  return (
    <div className="ts-row">
      <Button
        text={asks ? resultStrings.replace : props.text}
        testId="result-open"
        disabled={props.isBusy}
        onPress={press}
      />
      {asks && <span className="ts-dim ts-small ts-grow">{props.asks}</span>}
    </div>
  );
}

function OtherRow({ object, ...props }: ListedProps & { object: StoredObject }) {
  const uid = object.address.instance;
  const { drawn, opening } = props.state;
  const isDrawn = drawn.has(uid);
  return (
    <div className="ts-card ts-stack" data-cy="result-other" data-uid={uid} data-kind={object.kind}>
      <div>{object.title ?? resultStrings.kinds[object.kind]}</div>
      <Facts object={object} />
      {props.canDraw(object) ? (
        <Button
          text={isDrawn ? resultStrings.hide : uid === opening ? resultStrings.opening : resultStrings.show}
          testId="result-show"
          pressed={isDrawn}
          disabled={opening !== undefined}
          onPress={() => void props.results.toggle(object)}
        />
      ) : (
        <span className="ts-dim ts-small">
          {object.kind === 'report' ? resultStrings.inViewer : resultStrings.ofOther}
        </span>
      )}
    </div>
  );
}

/** What it is, when and by whom it was made, and with what. */
function Facts({ object, version }: { object: StoredObject; version?: number }) {
  const { title, kind, madeAt, author, tool } = object;
  const words = [
    version === undefined
      ? title === undefined
        ? undefined
        : resultStrings.kinds[kind]
      : resultStrings.version(version),
    madeAt === undefined ? resultStrings.noDate : dateOf(madeAt),
    author === undefined ? resultStrings.noAuthor : resultStrings.by(personOf(author)),
    tool,
  ];
  return (
    <div className="ts-dim ts-small" data-cy="result-facts">
      {words.filter(word => word !== undefined).join(' · ')}
    </div>
  );
}
