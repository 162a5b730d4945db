import { DEMONSTRATION_WEIGHTS } from '@timescope/core/modelCard';
import type { PatchScores } from '@timescope/core/result/patchScores';
import { Facts, Notice } from '@timescope/ohif/controls';
import { strings } from '../../strings';

/** H-scores patch by patch, as measured, and by whom. */
export function PatchScoresBlock({ scores }: { scores: PatchScores }) {
  const { hScore, tumourPercent, isSyntheticTrained, notes } = scores;
  const said = (value: number | null) => (value === null ? strings.notEvaluable : strings.hScoreValue(value));
  return (
    <div className="ts-card" data-cy="patch-scores">
      <Facts
        facts={[
          { name: strings.patchTumour, value: said(hScore.tumour), testId: 'patch-h-score-tumour' },
          { name: strings.patchStroma, value: said(hScore.stroma), testId: 'patch-h-score-stroma' },
          {
            name: strings.patchTumourShare,
            value: tumourPercent === null ? strings.notEvaluable : strings.percent(tumourPercent),
          },
        ]}
      />
      <div className="ts-dim ts-small" data-cy="patch-source">
        {strings.patchSource(scores)}
      </div>
      {[...notes, ...(isSyntheticTrained ? [`${DEMONSTRATION_WEIGHTS}.`] : [])].map(note => (
        <Notice key={note} kind="warning" testId="patch-note" text={note} />
      ))}
    </div>
  );
}
