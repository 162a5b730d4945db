import { cohortSurvivalPlot } from '@timescope/extension-ihc-scoring/pipeline/immune/cohortSurvivalPlot';
import { parseReferenceCohort } from '@timescope/extension-ihc-scoring/pipeline/immune/parseReferenceCohort';
import { demoCohort } from '../../packages/cli/src/demoCohort';

test('the cohort of the demonstration is one that the viewer reads, says that it is synthetic, and carries follow-up', () => {
  const cohort = parseReferenceCohort(JSON.parse(JSON.stringify(demoCohort())));
  expect(cohort.name).toMatch(/^Synthetic/);
  expect(cohort.method).toMatch(/invented/);
  expect(cohort.n).toBe(60);
  expect(cohort.cutoffs.fields.byMarker.cd3?.margin).toBeGreaterThan(0);
  expect(cohortSurvivalPlot(cohort, 'stroma', 'low').kind).toBe('computed');
});
