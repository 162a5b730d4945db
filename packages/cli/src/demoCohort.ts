import { makeReferenceCohort } from '@timescope/extension-ihc-scoring/pipeline/immune/makeReferenceCohort';
import { FIELD_UM } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneFields';
import { MARGIN_UM } from '@timescope/extension-ihc-scoring/pipeline/immune/tumourPlaces';
import type { PlaceDensities } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneDensities';
import type {
  CohortCase,
  ReferenceCohort,
} from '@timescope/extension-ihc-scoring/pipeline/immune/referenceCohort';
import { stromaImmuneCohort } from '@timescope/synthetic/cohort/stromaImmuneCohort';

const SEED = 7;
const PATIENTS = 60;
/** Share of stroma in a field of the tumour's centre, and how much denser the margin is. Invented. */
const STROMA_IN_FIELD = 0.45;
const MARGIN_TO_CENTRE = 1.3;

/** The cohort that the demonstration patient is compared with. Its densities and its survival are drawn by chance. */
export function demoCohort(): ReferenceCohort {
  const { columns, rows } = stromaImmuneCohort({ seed: SEED, sets: { development: PATIENTS } }).table;
  return makeReferenceCohort({
    name: 'Synthetic reference cohort of the demonstration',
    stainingProtocol: 'none: synthetic',
    method: 'invented numbers, no slide was measured',
    fieldLengths: { fieldUm: FIELD_UM, marginUm: MARGIN_UM },
    date: '2026-11-22',
    rule: 'published',
    cases: rows.map(row => caseOf(column => row[columns.indexOf(column)])),
  });
}

function caseOf(cell: (column: string) => string | number | undefined): CohortCase {
  const densitiesOf = (marker: string): PlaceDensities => {
    const [stroma, tumour] = [Number(cell(`${marker}_stroma`)), Number(cell(`${marker}_epithelium`))];
    const centre = Math.round(STROMA_IN_FIELD * stroma + (1 - STROMA_IN_FIELD) * tumour);
    return { stroma, tumour, centre, margin: Math.round(MARGIN_TO_CENTRE * centre) };
  };
  return {
    key: `synthetic ${String(cell('case'))}`,
    densities: { cd3: densitiesOf('cd3'), cd8: densitiesOf('cd8') },
    followUp: { months: Number(cell('months')), hasDied: cell('death') === 1 },
  };
}
