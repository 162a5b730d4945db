import { CopyableText, Facts, Notice, Section } from '@timescope/ohif/controls';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { Measurement } from '../services/scoringState';
import { strings } from '../strings';
import { GradeBar } from './GradeBar';
import { MethodFacts } from './MethodFacts';

/** The score beside its denominator and area, and what it rests on. */
export function ScoreView({ measurement }: { measurement: Measurement }) {
  const { result } = measurement;
  return (
    <Section
      title={`${strings.result}: ${result.marker}, ${strings.of[measurement.area.kind]}`}
      testId="result"
    >
      {result.status === 'partial' && <Notice kind="error" testId="result-partial" text={strings.partial} />}
      <div className="ts-row">
        <Headline
          name={strings.percentPositive}
          testId="percent-positive"
          value={result.percentPositive === null ? undefined : strings.percent(result.percentPositive)}
          under={strings.positiveOf(result.cells.positive, result.cells.total)}
          reason={result.notEvaluable.percentPositive}
        />
        <Headline
          name={strings.hScore}
          testId="h-score"
          value={result.hScore.whole === null ? undefined : strings.hScoreValue(result.hScore.whole)}
          under={strings.hScoreRange}
          reason={result.notEvaluable['hScore.whole']}
        />
      </div>
      <GradeBar counts={result.gradeCounts} />
      <Facts facts={[...markerFacts(result), ...factsOf(result)]} />
      {result.warnings.map(warning => (
        <Notice key={warning.code} kind="warning" testId="result-warning" text={warning.message} />
      ))}
      <details>
        <summary>{strings.method}</summary>
        <MethodFacts measurement={measurement} />
      </details>
      <Facts
        facts={[
          {
            name: strings.hash,
            value: <CopyableText text={result.hash} shown={result.hash.slice(0, 12)} testId="score-hash" />,
          },
        ]}
      />
    </Section>
  );
}

function Headline(props: {
  name: string;
  testId: string;
  value: string | undefined;
  under: string;
  reason: string | undefined;
}) {
  return (
    <div className="ts-grow">
      <div className="ts-dim ts-small">{props.name}</div>
      <div className="ts-number" data-cy={props.testId}>
        {props.value ?? strings.notEvaluable}
      </div>
      <div className="ts-dim ts-small">{props.value === undefined ? props.reason : props.under}</div>
    </div>
  );
}

/** The marker's own scores and categories; scores of other markers are not missing and left out. */
function markerFacts(result: ScoreResult) {
  const scores = {
    ki67Index: result.ki67Index === null ? null : strings.percent(result.ki67Index),
    tps: result.tps === null ? null : strings.percent(result.tps),
    cps: result.cps === null ? null : strings.combinedScore(result.cps),
    her2: result.her2?.splitClass ?? null,
  };
  const names = (['ki67Index', 'tps', 'cps', 'her2'] as const).filter(name => isOfMarker(result, name));
  return [
    ...names.map(name => ({
      name: strings.indices[name],
      value:
        scores[name] === null
          ? reasonOf(result, name)
          : strings.withDenominator(scores[name], result.denominators[name]),
      testId: name,
    })),
    ...result.categories.map(({ name, denominator }) => ({
      name: strings.category,
      value: strings.withDenominator(name, denominator),
      testId: 'category',
    })),
    ...result.cutoffs.map(({ cutoff, low, high, crosses }) => ({
      name: strings.cutoff,
      value: strings.cutoffValue(cutoff, low, high, crosses),
      testId: 'cutoff',
    })),
  ];
}

const isOfMarker = (result: ScoreResult, name: 'ki67Index' | 'tps' | 'cps' | 'her2'): boolean =>
  result[name] !== null || name in result.denominators || !isElsewhere(result.notEvaluable[name]);

/** Reasons of scores that other markers have; see the pipeline's sentences. */
const isElsewhere = (reason: string | undefined): boolean => reason?.includes(' is defined for ') ?? true;

const reasonOf = (result: ScoreResult, path: string): string =>
  `${strings.notEvaluable}: ${result.notEvaluable[path] ?? ''}`;

function factsOf(result: ScoreResult) {
  const { areaMm2, densityPerMm2, coverage, allred } = result;
  return [
    {
      name: strings.tissueArea,
      value: areaMm2.whole === null ? strings.notEvaluable : strings.squareMillimetres(areaMm2.whole),
      testId: 'tissue-area',
    },
    {
      name: strings.density,
      value: densityPerMm2.whole
        ? strings.perSquareMillimetre(densityPerMm2.whole.cells)
        : strings.notEvaluable,
      testId: 'density',
    },
    {
      name: strings.positiveDensity,
      value: densityPerMm2.whole
        ? strings.perSquareMillimetre(densityPerMm2.whole.positive)
        : strings.notEvaluable,
      testId: 'positive-density',
    },
    { name: strings.allred, value: allred.whole === null ? undefined : strings.allredValue(allred.whole) },
    {
      name: strings.coverage,
      value:
        coverage.fraction === null
          ? strings.notEvaluable
          : strings.coverageValue(coverage.fraction, coverage.tiles.unreadable),
      testId: 'coverage',
    },
  ];
}
