import { registerForViewing } from '@timescope/extension-ihc-scoring/pipeline/registration/registerForViewing';
import { computed } from '../../../../oracles/computed';
import { handMap } from '../immune/handMap';

/** An L of tissue, `by` columns to the right; a nest of tumour in its foot. */
const section = (by: number, hasTumour: boolean) =>
  handMap(60, 50, (column, row) => {
    const x = column - by;
    const isTissue =
      (x >= 8 && x < 20 && row >= 6 && row < 44) || (x >= 8 && x < 46 && row >= 32 && row < 44);
    if (!isTissue) return undefined;
    return hasTumour && x >= 24 && x < 40 && row >= 35 && row < 41 ? 'TUM' : 'STR';
  });

test('sections with tumour lie on each other by it; where one has none, by the outline of their tissue', () => {
  const byTumour = computed(registerForViewing(section(0, true), section(6, true)));
  expect(byTumour).toMatchObject({ by: 'tumour', way: 'rigid', residualUm: 0 });
  const byTissue = computed(registerForViewing(section(0, true), section(6, false)));
  expect(byTissue).toMatchObject({ by: 'tissue', way: 'rigid', residualUm: 0 });
  for (const { transform } of [byTumour, byTissue]) expect(transform[2]).toBeCloseTo(6 * 37.25, 0);
});

test('tissue that fills both slides has no outline: one sentence and no link', () => {
  const full = handMap(30, 30, () => 'OTH');
  expect(registerForViewing(full, full)).toEqual({
    kind: 'not computable',
    reason: 'Tissue without glass around it has no outline to be registered by.',
  });
});
