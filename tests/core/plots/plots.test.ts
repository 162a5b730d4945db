import { calibrationPlot, decisionPlot, rocPlot } from '@timescope/core/plots/diagnosticPlots';
import { confusionPlot } from '@timescope/core/plots/confusionPlot';
import { curvesPlot } from '@timescope/core/plots/curvesPlot';
import { measuresPlot } from '@timescope/core/plots/measuresPlot';
import { changesPlot, methodsPlot } from '@timescope/core/plots/methodsPlot';
import { axisOver, ratioAxis } from '@timescope/core/plots/axes';
import { forestPlot } from '@timescope/core/plots/forestPlot';
import { changePlot, violinPlot } from '@timescope/core/plots/groupPlots';
import { nomogramPlot } from '@timescope/core/plots/nomogramPlot';
import { blandAltmanPlot, scatterPlot } from '@timescope/core/plots/pairPlots';
import { survivalPlot } from '@timescope/core/plots/survivalPlot';
import { readable, text } from '@timescope/core/plots/svg';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import { blandAltman } from '@timescope/core/statistics/agreement/blandAltman';
import { spearman } from '@timescope/core/statistics/correlation';
import { calibration } from '@timescope/core/statistics/diagnostics/calibration';
import { decisionCurve } from '@timescope/core/statistics/diagnostics/decisionCurve';
import { nomogram } from '@timescope/core/statistics/diagnostics/nomogram';
import { roc } from '@timescope/core/statistics/diagnostics/roc';
import { kaplanMeier } from '@timescope/core/statistics/survival/kaplanMeier';
import { generatedCohort } from '../../oracles/cohorts';
import { computed } from '../../oracles/computed';

const { time, event, marker, rival, outcome, group } = generatedCohort(80, 1);
const probability = marker.map(value => 1 / (1 + Math.exp(-value)));
const km = computed(kaplanMeier({ time, hasEvent: event }));
const curve = computed(decisionCurve(probability, outcome));
const age = { kind: 'numbers', name: 'age', values: [40, 80] } as const;
const scores = computed(
  nomogram(
    [
      { term: '(Intercept)', coef: -3 },
      { term: 'age', coef: 0.05 },
    ],
    [age],
  ),
);

const pictures: Readonly<Record<string, { svg: string; words: readonly string[] }>> = {
  'Kaplan-Meier': {
    svg: survivalPlot([{ group: 'All', steps: km.steps }], { timeLabel: 'Time (months)' }),
    words: ['Time (months)', 'Survival', 'At risk', '80'],
  },
  ROC: {
    svg: rocPlot([
      { name: 'model', roc: computed(roc(marker, outcome)) },
      { name: 'rival', roc: computed(roc(rival, outcome)) },
    ]),
    words: ['1 \u2212 specificity', 'Sensitivity', 'model: AUC', 'rival: AUC', ' to ', ', n = 80'],
  },
  calibration: {
    svg: calibrationPlot(computed(calibration(probability, outcome))),
    words: ['Predicted probability', 'Observed share', 'Brier score'],
  },
  'decision curve': {
    svg: decisionPlot([{ name: 'model', ...curve }]),
    words: ['Threshold probability', 'Net benefit', 'Treat all', 'Treat none', 'model, n = 80'],
  },
  'Bland-Altman': {
    svg: blandAltmanPlot(marker, rival, computed(blandAltman(marker, rival)), {
      nameA: 'A',
      nameB: 'B',
      unit: 'H-score',
    }),
    words: ['Mean of A and B (H-score)', 'A \u2212 B (H-score)', 'Bias', '+1.96 SD', '\u22121.96 SD'],
  },
  scatter: {
    svg: scatterPlot(marker, rival, computed(spearman(marker, rival)), {
      labelX: 'A',
      labelY: 'B',
      symbol: '\u03c1',
      isSameUnit: true,
    }),
    words: ['\u03c1 = ', '95 % interval', 'n = 80'],
  },
  forest: {
    svg: forestPlot(
      [
        { label: 'Alone', isHeading: true },
        { label: 'age', ratio: { value: 1.2, lower: 0.9, upper: 1.6, p: 0.2 }, counts: '3 / 8' },
        { label: 'stage', remark: 'not evaluable' },
      ],
      'Hazard ratio',
      'Events / n',
    ),
    words: [
      'Hazard ratio (logarithmic)',
      '1.20 (0.90 to 1.60), p = 0.20',
      'not evaluable',
      'Events / n',
      '3 / 8',
    ],
  },
  violin: {
    svg: violinPlot(
      ['low', 'high'].map(name => ({ group: name, values: marker.filter((_, row) => group[row] === name) })),
      'Density (cells/mm\u00b2)',
    ),
    words: ['Density (cells/mm\u00b2)', 'low', 'high', 'n = '],
  },
  'violin of equal values': { svg: violinPlot([{ group: 'a', values: [2, 2, 2] }], 'v'), words: ['n = 3'] },
  change: {
    svg: changePlot([1, 2, 3], [2, 1, 3], { labels: ['baseline', 'week 8'], valueLabel: 'H-score' }),
    words: ['baseline', 'week 8', 'H-score', 'mean'],
  },
  'confusion matrix': {
    svg: confusionPlot(
      ['STR', 'TUM'],
      [
        [9, 1],
        [0, 0],
      ],
      ['Accuracy'],
    ),
    words: ['Predicted class', 'True class', 'STR', '90.0 %', 'Accuracy'],
  },
  'training curves': {
    svg: curvesPlot([{ name: 'net', points: [[0, 1], [10, 0.2]] }], 'Iteration', 'Loss'), // prettier-ignore
    words: ['Iteration', 'Loss', 'net'],
  },
  measures: {
    svg: measuresPlot(
      ['a', 'b'],
      [{ label: 'Dice tumour', estimates: [{ value: 0.8, lower: 0.7, upper: 0.9 }, undefined] }],
      [],
    ),
    words: ['Dice tumour', 'Value', '>a<', '>b<'],
  },
  methods: {
    svg: methodsPlot(
      ['P1', 'P2', 'F', 'R', 'S'].map(name => ({ name, values: [10, undefined, 300] })),
      'Slides',
      'H-score',
    ),
    words: ['Slides', 'H-score', '>P1<', '>S<'],
  },
  changes: {
    svg: changesPlot(
      [{ patient: 'A7', first: [10, 200], second: [20, 5] }],
      ['P', 'F'],
      ['week 0', 'week 6'],
      'H-score',
    ),
    words: ['A7', 'week 0', 'Change (week 6 \u2212 week 0)', 'H-score'],
  },
  'ROC at a threshold of other rows': {
    svg: rocPlot(
      [{ name: 'm', roc: computed(roc(marker, outcome)), applied: { sensitivity: 0.5, specificity: 0.5 } }],
      'the threshold of the development rows',
    ),
    words: ['Ring: the threshold of the development rows', 'cx="266" cy="222"'],
  },
  nomogram: {
    svg: nomogramPlot(scores, 'response'),
    words: ['Points', 'Total points', 'age', 'Probability of response'],
  },
};

test.each(Object.entries(pictures))(
  '%s: axes are named, all numbers are numbers, the research use stands below',
  (_, { svg, words }) => {
    for (const word of [...words, RESEARCH_USE]) expect(svg).toContain(word);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(isWellFormed(svg)).toBe(true);
  },
);

test('nothing is drawn outside the picture', () => {
  for (const { svg } of Object.values(pictures)) {
    const [, width = NaN, height = NaN] = (/viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []).map(Number);
    for (const [, name = '', value] of svg.matchAll(/ (cx|cy|x1|x2|y1|y2|x|y)="(-?[\d.]+)"/g)) {
      expect(Number(value)).toBeGreaterThanOrEqual(0);
      expect(Number(value)).toBeLessThanOrEqual(name.includes('x') ? width : height);
    }
  }
});

test('words of a table cannot become elements of the picture', () => {
  expect(text('a < b & "c"', 1, 2)).toBe('<text x="1" y="2">a &lt; b &amp; &quot;c&quot;</text>');
});

test('axes reach over all values with round marks, also where all are equal', () => {
  expect(axisOver('v', [3, 17]).marks).toEqual([0, 5, 10, 15, 20]);
  expect(axisOver('v', [2, 2])).toMatchObject({ least: 2, greatest: 3 });
  expect(ratioAxis('HR', [0.3, 4]).marks).toEqual([0.2, 0.5, 1, 2, 5]);
  expect([0, 0.04567, -12.345, 1234.5].map(value => readable(value))).toEqual([
    '0',
    '0.0457',
    '\u221212.3',
    '1235',
  ]);
});

/** Every element that opens is closed in order. */
function isWellFormed(svg: string): boolean {
  const open: string[] = [];
  for (const [, slash, name, self] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
    if (slash === '/') {
      if (open.pop() !== name) return false;
    } else if (self !== '/') open.push(name ?? '');
  }
  return open.length === 0;
}
