import { csvRow } from '@timescope/core/csv';

test('text that a spreadsheet would run as a formula becomes text; numbers and empty values stay', () => {
  expect(csvRow(['=1+1', '+x', '-x', '@x', '1+', -0.5, Number.NaN, undefined, null, 0])).toBe(
    "'=1+1,'+x,'-x,'@x,1+,-0.5,,,,0\n",
  );
});

test('commas, quotes and line ends are quoted', () => {
  expect(csvRow(['a,b', 'say "x"', 'two\nlines'])).toBe('"a,b","say ""x""","two\nlines"\n');
});
