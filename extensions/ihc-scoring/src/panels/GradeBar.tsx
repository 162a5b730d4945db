import type { GradeCounts } from '@timescope/core/result/scoreResult';
import { GRADES, gradeStyles } from '../overlays/gradeStyles';
import { strings } from '../strings';
import { GradeLine } from './GradeLine';

/** The cells by grade: a bar of their shares, and each grade's line with its count. */
export function GradeBar({ counts }: { counts: GradeCounts }) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return (
    <div data-cy="grades">
      <div style={{ display: 'flex', height: 10, borderRadius: 2, overflow: 'hidden' }} aria-hidden>
        {GRADES.map(grade => (
          <div key={grade} style={{ flex: `${counts[grade]} 0 0`, background: gradeStyles[grade].colour }} />
        ))}
      </div>
      <dl className="ts-facts ts-small" style={{ marginTop: 4 }}>
        {GRADES.map(grade => (
          <GradeRow key={grade} grade={grade} text={strings.gradeCount(counts[grade], total)} />
        ))}
      </dl>
    </div>
  );
}

function GradeRow({ grade, text }: { grade: (typeof GRADES)[number]; text: string }) {
  return (
    <>
      <dt>
        <GradeLine grade={grade} /> {strings.grades[grade]}
      </dt>
      <dd data-cy={`grade-${grade}`}>{text}</dd>
    </>
  );
}
