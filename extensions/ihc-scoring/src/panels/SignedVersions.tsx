import { RESEARCH_USE } from '@timescope/core/researchUse';
import { CopyableText, Facts, Notice } from '@timescope/ohif/controls';
import { useMemo } from 'react';
import type { Decision, SignedReading } from '../pipeline/reading/signedReading';
import { keepingOf, versionOnScreen, type ReadingState } from '../services/readingState';
import { isIntact, signableScores } from '../services/signedScores';
import { strings } from '../strings';
import { scoreLines } from './results/scoreLines';

/** Which version is on screen, and whether closing the page loses it; undefined while the reading is not signed. */
export function signedText(readings: ReadingState): string | undefined {
  const version = versionOnScreen(readings);
  const keeping = keepingOf(readings);
  return version && keeping && strings.signedVersion[keeping](version.number);
}

/** The signed versions, the newest first; each opens to what was signed. */
export function SignedVersions({ versions }: { versions: readonly SignedReading[] }) {
  if (versions.length === 0) return null;
  return (
    <div data-cy="signed-versions">
      <div className="ts-dim ts-small">{strings.earlierVersions}</div>
      {versions.toReversed().map(version => (
        <details key={version.seal} data-cy={`signed-${version.number}`}>
          <summary>
            {strings.version(version.number)}: {strings.signedBy(version.reader, version.signedAt)}
          </summary>
          <SignedVersion version={version} />
        </details>
      ))}
    </div>
  );
}

/** One signed version: who, when, what was decided, the scores, and what they rest on. */
export function SignedVersion({ version }: { version: SignedReading }) {
  const { decision, reading, result } = version;
  const intact = useMemo(() => isIntact(version), [version]);
  return (
    <div className="ts-card" data-cy="signed-version">
      {!intact && <Notice kind="error" testId="seal-broken" text={strings.sealBroken} />}
      <Facts
        facts={[
          {
            name: strings.signedAtWord,
            value: strings.signedBy(version.reader, version.signedAt),
            testId: 'signed-by',
          },
          { name: strings.decision, value: decisionText(decision), testId: 'signed-decision' },
          { name: strings.reason, value: decision.kind === 'overridden' ? decision.reason : undefined },
          { name: strings.marker, value: strings.markers[reading.preset] },
          ...scoreFacts(version),
          {
            name: strings.thresholds,
            value: strings.thresholdsUsed(result.provenance.thresholds.positiveDab),
          },
          {
            name: strings.corrections,
            value: strings.correctionsMade(reading.edits.length, reading.regions.length),
          },
          { name: strings.hash, value: <CopyableText text={result.hash} shown={result.hash.slice(0, 12)} /> },
          {
            name: strings.seal,
            value: <CopyableText text={version.seal} shown={version.seal.slice(0, 12)} />,
          },
        ]}
      />
      <div className="ts-dim ts-small">{RESEARCH_USE}</div>
    </div>
  );
}

/** The reader's value counts, with what it is of; the tool's stands beside it where it differs. */
function scoreFacts({ decision, result, toolResult }: SignedReading) {
  const tools = new Map(signableScores(toolResult).map(({ path, value }) => [path, value]));
  return signableScores(result).map(({ path, value }) => {
    const isOverridden = decision.kind === 'overridden' && decision.score === path;
    const final = isOverridden ? decision.to : value;
    const tool = tools.get(path) ?? null;
    const beside = [
      ...(isOverridden ? [] : countsOf(result, path)),
      ...(final === tool ? [] : [strings.toolsValue(strings.scoreValue(path, tool))]),
      ...(isOverridden ? countsOf(toolResult, path) : []),
    ];
    const shown = strings.scoreValue(path, final);
    return {
      name: strings.signedScores[path] ?? path,
      value: beside.length === 0 ? shown : `${shown} (${beside.join(', ')})`,
      testId: `signed-${path}`,
    };
  });
}

/** What a percentage is of; the other scores are no shares. */
function countsOf(result: SignedReading['result'], path: string): string[] {
  const line = scoreLines(result, undefined).find(each => each.path === path);
  return line?.denominator !== undefined && SHARES.has(path) ? [line.denominator] : [];
}

const SHARES: ReadonlySet<string> = new Set(['percentPositive', 'ki67Index', 'tps']);

const decisionText = (decision: Decision): string =>
  decision.kind === 'accepted'
    ? strings.accepted
    : strings.overridden(
        strings.signedScores[decision.score] ?? decision.score,
        strings.scoreValue(decision.score, decision.from),
        strings.scoreValue(decision.score, decision.to),
      );
