import { CATEGORY } from '@timescope/core/report/slideCodes';
import { DECISION, ACCEPTED, own, REJECTED, ucum, WARNING } from '@timescope/core/dicom/codes';
import type { ContentItem, RootContainer } from '@timescope/core/dicom/contentItem';
import { measurementGroup, measurementReport } from '@timescope/core/dicom/write/measurementReport';
import { codeItem, numberItem, textItem } from '@timescope/core/dicom/write/reportItems';
import { contradictions as contradictionsIn } from '@timescope/core/result/statements';

const SCORE = own('HSCORE', 'H-score');
const NEW = own('CELLS', 'Evaluated cells');
const PERCENT = ucum('%', 'percent');

const report = (
  score: ContentItem,
  after: readonly ContentItem[] = [],
  more: readonly ContentItem[] = [],
): RootContainer =>
  measurementReport({
    reader: undefined,
    procedure: NEW,
    groups: [
      measurementGroup('1501', { id: 'Tumour', uid: '1.2' }, [score, ...more]),
      measurementGroup('1501', { id: 'Stroma', uid: '1.3' }, [numberItem(SCORE, PERCENT, 7)]),
    ],
    after,
  });
/** The document says why there are no cells. */
const contradictions = (stored: RootContainer, rebuilt: RootContainer) =>
  contradictionsIn(stored, rebuilt, JSON.stringify({ notEvaluable: 'No "cells".' }));
const scored = (value: number | null, reason = '') => report(numberItem(SCORE, PERCENT, value, reason));
const warned = (...sentences: string[]) =>
  report(
    numberItem(SCORE, PERCENT, 12),
    sentences.map(sentence => textItem('CONTAINS', WARNING, sentence)),
  );

test('a report does not contradict itself; the order of its statements is free', () => {
  expect(contradictions(scored(12), scored(12))).toEqual([]);
  expect(contradictions(warned('One.', 'Two.'), warned('Two.', 'One.'))).toEqual([]);
});

test('another number, another unit and a number in the place of a reason are contradictions', () => {
  expect(contradictions(scored(13), scored(12))).toEqual(['H-score']);
  expect(contradictions(report(numberItem(SCORE, NEW, 12)), scored(12))).toEqual(['H-score']);
  expect(contradictions(scored(0), scored(null, 'No "cells".'))).toEqual(['H-score']);
  expect(contradictions(scored(null, 'No tissue.'), scored(null, 'No "cells".'))).toEqual(['H-score']);
  const text = { ...numberItem(SCORE, PERCENT, 12), decimal: '99' } as ContentItem;
  expect(contradictions(report(text), scored(12))).toEqual(['H-score']);
});

test('a second number under the same name is one, too', () => {
  const twice = report(numberItem(SCORE, PERCENT, 12), [], [numberItem(SCORE, PERCENT, 99)]);
  expect(contradictions(twice, scored(12))).toEqual(['H-score']);
});

test('no warning and no decision may be missing, added or changed', () => {
  expect(contradictions(warned(), warned('Half of the tissue is out of focus.'))).toEqual(['Warning']);
  expect(contradictions(warned('All is well.'), warned())).toEqual(['Warning']);
  expect(contradictions(warned('All is well.'), warned('It is not.'))).toEqual(['Warning']);
  const decided = (code: typeof ACCEPTED) =>
    report(numberItem(SCORE, PERCENT, 12), [codeItem('CONTAINS', DECISION, code)]);
  expect(contradictions(decided(ACCEPTED), decided(REJECTED))).toEqual(['Decision of the reader']);
  expect(contradictions(scored(12), decided(REJECTED))).toEqual(['Decision of the reader']);
});

test('what only another version of the software says is passed over', () => {
  const more = report(numberItem(SCORE, PERCENT, 12), [], [numberItem(NEW, PERCENT, 3)]);
  expect(contradictions(more, scored(12))).toEqual([]);
  expect(contradictions(scored(12), more)).toEqual([]);
});

test('a reason that the document does not say may be worded otherwise by the next build', () => {
  expect(contradictions(scored(null, 'There is no tissue.'), scored(null, 'No tissue was found.'))).toEqual(
    [],
  );
  expect(contradictions(scored(null, 'Measured elsewhere.'), scored(null, 'No "cells".'))).toEqual([
    'H-score',
  ]);
});

test('another category is a contradiction', () => {
  const named = (name: string) =>
    report(numberItem(SCORE, PERCENT, 12), [textItem('CONTAINS', CATEGORY, name)]);
  expect(contradictions(named('Low'), named('Low'))).toEqual([]);
  expect(contradictions(named('High'), named('Low'))).toEqual(['Category']);
});

test('control characters, which an object may lose, are no contradiction', () => {
  expect(contradictions(warned('One.'), warned('One.\u0000'))).toEqual([]);
  expect(contradictions(warned('On\u001be.'), warned('One.'))).toEqual([]);
});
