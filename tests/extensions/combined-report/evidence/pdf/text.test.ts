import { brokenLines } from '@timescope/extension-combined-report/evidence/pdf/brokenLines';
import { printable } from '@timescope/core/report/printable';
import { numberedSigns, sharedNotes } from '@timescope/extension-combined-report/evidence/pdf/sharedNotes';
import { directionOf, visualRuns } from '@timescope/extension-combined-report/evidence/pdf/visualRuns';

const isLatin = (codePoint: number) => codePoint < 0x250;

test('what has no glyph and what acts unseen is written by its code point, apart from letters', () => {
  expect(printable('Li 李', isLatin)).toBe('Li U+674E');
  expect(printable('a李b', isLatin)).toBe('a U+674E b');
  expect(printable('\u202eab\u0000\t\ud800', isLatin)).toBe('U+202E ab U+0000 U+D800');
});

test('lines break at spaces and after hyphens; a word that is too long is cut, accents stay with their letters', () => {
  const within = (count: number) => (part: string) => part.length <= count;
  expect(brokenLines('one two three', within(7))).toEqual(['one two', 'three']);
  expect(brokenLines('tumour-stroma', within(8))).toEqual(['tumour-', 'stroma']);
  expect(brokenLines('abcdefgh', within(3))).toEqual(['abc', 'def', 'gh']);
  expect(brokenLines('ae\u0301e\u0301', within(3))).toEqual(['ae\u0301', 'e\u0301']);
  expect(brokenLines('2026-11-22', within(20))).toEqual(['2026-11-22']);
});

test('a Hebrew name in an English line is one run that the font turns, numbers keep their order', () => {
  expect(visualRuns('Name: כהן 12', 'ltr').map(({ letters }) => letters)).toEqual(['Name: ', '12', 'כהן ']);
  expect(visualRuns('(כהן)', 'rtl').map(({ letters }) => letters)).toEqual([')כהן(']);
  expect(visualRuns('plain', 'ltr')).toEqual([{ letters: 'plain', isTurnedByFont: false }]);
});

test('only a text without a letter from left to right runs from right to left', () => {
  expect(['כהן 12', 'Dr כהן', '12', 'محمد'].map(directionOf)).toEqual(['rtl', 'ltr', 'ltr', 'rtl']);
});

test('what two values say alike has a sign and stands once; no sign of a report stands for two notes', () => {
  const nextSign = numberedSigns();
  const notes = sharedNotes(['as typed', 'of the slice', 'as typed', 'alone', 'of the slice'], nextSign);
  expect(notes.lines).toEqual(['ᵃ as typed', 'ᵇ of the slice']);
  expect(['as typed', 'alone'].map(notes.signOf)).toEqual(['ᵃ', undefined]);
  expect(sharedNotes(['as typed', 'long'], nextSign, ['long']).lines).toEqual(['ᶜ long']);
});
