import { scoreResultSchema } from '@timescope/core/result/scoreResultSchema';
import type { RanNetwork } from '@timescope/core/result/ranNetwork';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import Ajv from 'ajv';
import { resultOf, times, type HandMade } from './handMade';

/** 200 tumour cells, 60 of them positive; 100 stroma cells, 10 positive; 100 others, none positive. */
const cells = [
  ...times(140, 'to0'),
  ...times(40, 'to1'),
  ...times(20, 'to3'),
  ...times(90, 'so0'),
  ...times(10, 'so1'),
  ...times(100, 'oo0'),
];

const codes = (result: ScoreResult) => result.warnings.map(({ code }) => code);

/** What holds of every document: a null has its reason, and no reason stands beside a number. */
function requireReasons(result: ScoreResult): void {
  const validate = new Ajv({ strict: false }).compile(scoreResultSchema);
  validate(JSON.parse(JSON.stringify(result)));
  expect(validate.errors).toBeNull();
  const at = (path: string): unknown =>
    path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], result);
  for (const path of Object.keys(result.notEvaluable)) expect([path, at(path)]).toEqual([path, null]);
  const scores = [
    'percentPositive',
    'ki67Index',
    'tps',
    'cps',
    'her2',
    'tumourFraction',
    'tumourCellularity',
  ];
  const parts = ['hScore', 'hScorePixels', 'allred', 'densityPerMm2', 'areaMm2', 'positiveAreaPercent'];
  const paths = [
    ...scores,
    ...parts.flatMap(name => ['whole', 'tumour', 'stroma'].map(key => `${name}.${key}`)),
  ];
  for (const path of paths) if (at(path) === null) expect(result.notEvaluable[path]).toMatch(/\w+\.$/);
}

test.each<[string, HandMade]>([
  ['nothing known of compartments', { preset: 'ki67', cells }],
  ['drawn areas', { preset: 'er', cells, drawn: true }],
  ['typed cells', { preset: 'pdl1-cps', cells: times(3, 'tt1'), typed: true }],
  ['both', { preset: 'her2', cells: times(3, 'tt3c'), typed: true, drawn: true }],
  ['no cells', { preset: 'er', cells: [], drawn: true }],
  ['unread tissue', { preset: 'er', cells, drawn: true, coverage: { fraction: 0.9 } }],
])('with %s every null has its reason and the document follows its schema', (_, made) => {
  requireReasons(resultOf(made));
});

test('without a tumour compartment the Ki-67 index is not evaluable; over all nuclei the value is percent positive', () => {
  const result = resultOf({ preset: 'ki67', cells });
  expect(result.ki67Index).toBeNull();
  expect(result.notEvaluable.ki67Index).toContain('holds tumour only and call it tumour');
  expect(result.percentPositive).toBe(17.5);
  expect(result.categories).toEqual([]);
  expect(result.denominators.percentPositive).toContain('400 evaluated cells');
});

test('with a drawn tumour the Ki-67 index is of its nuclei, with category and denominator', () => {
  const result = resultOf({ preset: 'ki67', cells, drawn: true });
  expect(result.ki67Index).toBe(30);
  expect(result.percentPositive).toBe(17.5);
  expect(result.categories[0]).toMatchObject({
    name: 'High',
    denominator: '200 cells in the tumour compartment',
  });
  expect(result.cutoffs[0]).toMatchObject({ cutoff: 30, distance: 0, crosses: true });
  expect(codes(result)).toContain('FEW_CELLS');
});

test('each compartment has its own scores, density and area; the areas add up with the rest to the whole', () => {
  const result = resultOf({ preset: 'h-score', cells, drawn: true });
  expect(result.hScore).toEqual({ whole: (100 * 110) / 400, tumour: 50, stroma: 10 });
  expect(result.areaMm2).toEqual({ whole: 2, tumour: 0.5, stroma: 1 });
  expect(result.densityPerMm2.tumour).toEqual({ cells: 400, positive: 120 });
  expect(result.densityPerMm2.stroma).toEqual({ cells: 100, positive: 10 });
  expect(result.tumourFraction).toBe(0.25);
  expect(result.tumourCellularity).toBe(0.5);
  expect(result.compartments.stroma.percentPositive).toBe(10);
});

test('typed cells: TPS counts tumour cells, CPS adds the immune ones, whatever compartment they lie in', () => {
  const typed = [...times(80, 'ot0'), ...times(20, 'ot1'), ...times(30, 'oi1'), ...times(50, 'oi0')];
  const result = resultOf({ preset: 'pdl1-cps', cells: typed, typed: true });
  expect(result.tps).toBe(20);
  expect(result.cps).toBe(50);
  expect(result.categories.map(({ name }) => name)).toEqual(['>= 20']);
  expect(result.hScore.tumour).toBe(20);
  expect(result.areaMm2.tumour).toBeNull();
});

test('CPS without cell types is not evaluable and says what to do; TPS stands', () => {
  const result = resultOf({ preset: 'pdl1-cps', cells, drawn: true });
  expect(result.cps).toBeNull();
  expect(result.notEvaluable.cps).toContain('cell type model');
  expect(result.tps).toBe(30);
});

test('TPS without tumour is not evaluable', () => {
  expect(resultOf({ preset: 'pdl1-tps', cells }).notEvaluable.tps).toContain('call it tumour');
});

test('immune markers count every cell of the tumour, tumour markers only its tumour cells', () => {
  const mixed = [...times(6, 'tt0'), ...times(2, 'tt1'), ...times(4, 'ti1')];
  const of = (preset: 'cd8' | 'er') =>
    resultOf({ preset, cells: mixed, drawn: true, typed: true }).compartments.tumour;
  expect(of('cd8').percentPositive).toBe(50);
  expect(of('er').percentPositive).toBe(25);
  expect(of('er').densityPerMm2).toEqual({ cells: 24, positive: 12 });
});

test('HER2 needs tumour cells; entered complete membranes are used and named', () => {
  const membranes = [...times(85, 'to0'), ...times(15, 'to3c')];
  expect(resultOf({ preset: 'her2', cells: membranes }).notEvaluable.her2).toContain('call it tumour');
  expect(resultOf({ preset: 'her2', cells: membranes, drawn: true }).her2?.class).toBe('3+');
  expect(resultOf({ preset: 'her2', cells: membranes, drawn: true, pcms: 5 }).her2).toMatchObject({
    class: '2+',
    pcms: 5,
    pcmsSource: 'entered',
  });
});

test('ER without tumour is classed over all nuclei and says so', () => {
  const result = resultOf({ preset: 'er', cells: [...times(95, 'oo0'), ...times(5, 'oo1')] });
  expect(result.categories[0]).toMatchObject({
    name: 'Low positive',
    denominator: '100 evaluated cells of the area',
  });
  expect(result.allred.whole).toBe(3);
});

test('cells without the measured compartment are counted apart, never as negative', () => {
  const result = resultOf({ preset: 'h-score-cytoplasm', cells: [...times(3, 'oo1'), ...times(2, 'oox')] });
  expect(result.cells).toEqual({ total: 3, positive: 3, notEvaluable: 2 });
  expect(result.percentPositive).toBe(100);
  expect(codes(result)).toContain('CELLS_NOT_EVALUABLE');
});

const tumourShare = (tumour: number) => [950 - tumour, 0, 0, 0, tumour, 0, 0, 0, 50, 0, 0, 0];

test.each([
  [99, 'LOW_TUMOUR', 'LOW_TUMOUR_NOTE'],
  [100, 'LOW_TUMOUR_NOTE', 'LOW_TUMOUR'],
  [149, 'LOW_TUMOUR_NOTE', 'LOW_TUMOUR'],
])('tumour in %p of 1000 pixels gives %p, not %p', (tumour, code, other) => {
  const found = codes(resultOf({ preset: 'er', cells, drawn: true, tissuePixels: tumourShare(tumour) }));
  expect(found).toContain(code);
  expect(found).not.toContain(other);
});

test('15 % tumour gives no alert; 4.9 % stroma gives one', () => {
  const none = codes(resultOf({ preset: 'er', cells, drawn: true, tissuePixels: tumourShare(150) }));
  expect(none.filter(code => code.startsWith('LOW_TUMOUR'))).toEqual([]);
  expect(none).not.toContain('LITTLE_STROMA');
  const little = [0, 0, 0, 0, 951, 0, 0, 0, 49, 0, 0, 0];
  expect(codes(resultOf({ preset: 'er', cells, drawn: true, tissuePixels: little }))).toContain(
    'LITTLE_STROMA',
  );
});

test('where only the tumour is drawn, stroma is unknown, not empty', () => {
  const tumourOnly = resultOf({ preset: 'er', cells, drawn: 'tumour' });
  expect(tumourOnly.notEvaluable['hScore.stroma']).toContain('No stroma was told apart');
  expect(codes(tumourOnly)).not.toContain('LITTLE_STROMA');
});

test('strongly brown tissue without cells is told of', () => {
  const brown = [900, 0, 0, 100, 0, 0, 0, 0, 0, 0, 0, 0];
  const inCells = (strong: number) => [0, 0, 0, strong, 0, 0, 0, 0, 0, 0, 0, 0];
  const warned = (strong: number) =>
    codes(resultOf({ preset: 'er', cells, tissuePixels: brown, cellPixels: inCells(strong) })).includes(
      'HEAVY_DAB',
    );
  expect([warned(40), warned(50), warned(100)]).toEqual([true, false, false]);
});

test('pixels within cells give the pixel-wise H-score, tissue pixels the positive area', () => {
  const result = resultOf({
    preset: 'h-score',
    cells,
    tissuePixels: [600, 200, 100, 100, 0, 0, 0, 0, 0, 0, 0, 0],
    cellPixels: [100, 100, 100, 100, 0, 0, 0, 0, 0, 0, 0, 0],
  });
  expect(result.hScorePixels.whole).toBe(150);
  expect(result.positiveAreaPercent.whole).toBe(40);
});

test('the tumour row of typed cells names its tumour cells; its density counts every cell of the compartment', () => {
  const mixed = [...times(6, 'tt0'), ...times(2, 'tt1'), ...times(4, 'ti1'), ...times(5, 'so0')];
  const { denominators } = resultOf({ preset: 'er', cells: mixed, drawn: true, typed: true });
  expect(denominators).toMatchObject({
    'hScore.tumour': '8 tumour cells of the 12 cells in the tumour compartment',
    'compartments.tumour.percentPositive': '8 tumour cells of the 12 cells in the tumour compartment',
    'densityPerMm2.tumour': 'all 12 cells in the tumour compartment, per square millimetre of it',
    'positiveAreaPercent.tumour': 'area of the tumour compartment',
    'hScore.stroma': '5 cells in the stroma compartment',
    'densityPerMm2.stroma': 'all 5 cells in the stroma compartment, per square millimetre of it',
  });
  const typedOnly = resultOf({ preset: 'er', cells: mixed, typed: true }).denominators;
  expect(typedOnly['hScore.tumour']).toBe('8 tumour cells by the cell classifier');
  expect(typedOnly['densityPerMm2.tumour']).toBeUndefined();
});

test('a marker of immune cells counts every cell towards its minimum, drawn tumour or not', () => {
  const many = [...times(20, 'to1'), ...times(5000, 'so0')];
  expect(codes(resultOf({ preset: 'cd3', cells: many, drawn: true }))).not.toContain('FEW_CELLS');
  expect(codes(resultOf({ preset: 'er', cells: many, drawn: true }))).toContain('FEW_CELLS');
});

test('a tumour without any tissue is told of as such, not as little tumour', () => {
  const none = resultOf({ preset: 'er', cells: times(9, 'so0'), drawn: true, tissuePixels: tumourShare(0) });
  expect(codes(none)).toContain('NO_TUMOUR_TISSUE');
  expect(codes(none)).not.toContain('LOW_TUMOUR');
});

test('entered complete membranes above the stained share of the tumour cells are doubted', () => {
  const membranes = [...times(85, 'to0'), ...times(15, 'to3c')];
  const of = (pcms: number) => codes(resultOf({ preset: 'her2', cells: membranes, drawn: true, pcms }));
  expect(of(100)).toContain('PCMS_ABOVE_STAINED');
  expect(of(15)).not.toContain('PCMS_ABOVE_STAINED');
});

const CARD = {
  ...{ name: 'tissue', version: '3', sha256: 'a'.repeat(64), isSyntheticTrained: false },
  limits: ['Fat looks like glass.', 'Nothing is known of bone.'],
};
const network: RanNetwork = { ...CARD, tier: 'reference' };

test('a tissue network is named in the provenance, and its limits are one sentence; generated training alone is warned of', () => {
  const by = (change: Partial<RanNetwork>) =>
    resultOf({ preset: 'er', cells, network: { ...network, ...change } });
  const real = by({});
  expect(real.provenance.tissueNetwork).toEqual(CARD);
  expect(real.provenance.compartments).toBe(`network tissue 3 ${network.sha256}`);
  expect(real.warnings).toContainEqual({
    code: 'NETWORK_LIMITS',
    message: 'tissue 3, by its card: Fat looks like glass; Nothing is known of bone.',
  });
  expect(codes(real)).not.toContain('NETWORK_SYNTHETIC');
  expect(codes(by({ isSyntheticTrained: true, limits: [] }))).toEqual(
    expect.arrayContaining(['NETWORK_SYNTHETIC']),
  );
  expect(codes(by({ limits: [] }))).not.toContain('NETWORK_LIMITS');
});

test('a network that found no tumour is told of as such', () => {
  const none = resultOf({ preset: 'er', cells: times(9, 'so0'), network, tissuePixels: tumourShare(0) });
  expect(none.warnings).toContainEqual({
    code: 'NO_TUMOUR_TISSUE',
    message: 'The network tissue 3 found no tumour in the analysed tissue.',
  });
});
