import { strings } from '../../strings';
import type { ScoreLine } from './scoreLines';

/** A score with all that is needed to weigh it: of what, how far from a cut-off, how sure, and what the tool said. */
export function ScoreBlock({ line, isMain }: { line: ScoreLine; isMain: boolean }) {
  const { path, name, value, reason, denominator, tool, isSigned, categories, sources, cutoffs } = line;
  return (
    <div data-cy={`score-${path}`} className={isMain ? 'ts-card' : undefined}>
      <div className="ts-row" style={{ alignItems: 'baseline' }}>
        <span className="ts-grow">{name}</span>
        {tool !== undefined && (
          <span className="ts-dim ts-small" data-cy={`tool-${path}`}>
            {strings.toolValue(tool)}
          </span>
        )}
        {isSigned && (
          <span className="ts-small" data-cy={`signed-as-${path}`}>
            {strings.signedAs}
          </span>
        )}
        <span
          className={isMain ? 'ts-number' : undefined}
          style={{ fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}
          data-cy={TEST_IDS[path] ?? path}
        >
          {value ?? strings.notEvaluable}
        </span>
      </div>
      {reason !== undefined && <div className="ts-small">{reason}</div>}
      {categories.map(category => (
        <div key={category} data-cy="category">
          {category}
        </div>
      ))}
      {sources.map(source => (
        <div key={source} className="ts-dim ts-small" data-cy="category-source">
          {strings.cutoffsOf(source)}
        </div>
      ))}
      {value !== undefined && denominator !== undefined && (
        <div className="ts-dim ts-small">{denominator}</div>
      )}
      {cutoffs.map(({ distance, interval, crosses, method }) => (
        <div key={distance} className="ts-small" data-cy="cutoff">
          <span style={crosses ? { color: 'var(--ts-warn)' } : undefined}>{distance}</span>
          <span className="ts-dim">
            ; {interval} ({method})
          </span>
        </div>
      ))}
    </div>
  );
}

/** Names that tests knew before. */
const TEST_IDS: Readonly<Record<string, string>> = {
  percentPositive: 'percent-positive',
  'hScore.whole': 'h-score',
  'allred.whole': 'allred',
};
