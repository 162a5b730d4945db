import {
  makeReferenceCohort,
  type CutoffRule,
} from '@timescope/extension-ihc-scoring/pipeline/immune/makeReferenceCohort';
import type { CohortCase } from '@timescope/extension-ihc-scoring/pipeline/immune/referenceCohort';

export const METHOD = 'by hand';

/** Positive cells per mm2 at stroma, tumour, centre, margin. */
const of = (stroma: number, tumour: number, centre: number, margin: number) => ({
  ...{ stroma, tumour, centre, margin },
});

export const threePatients: readonly CohortCase[] = [
  { key: 'a', densities: { cd3: of(100, 50, 1000, 400), cd8: of(10, 5, 100, 40) } },
  { key: 'b', densities: { cd3: of(200, 60, 2000, 600), cd8: of(20, 5, 300, 60) } },
  { key: 'c', densities: { cd3: of(300, 70, 3000, 800), cd8: of(40, 9, 200, 50) } },
];

export const cohortOf = (cases: readonly CohortCase[], rule: CutoffRule = 'published') =>
  makeReferenceCohort({
    ...{ name: 'Three patients', stainingProtocol: 'none', method: METHOD, date: '2026-11-22', rule },
    cases,
  });
