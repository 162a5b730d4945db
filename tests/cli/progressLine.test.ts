import { jest } from '@jest/globals';
import { duration } from '../../packages/cli/src/duration';
import { progressLine } from '../../packages/cli/src/progressLine';

/** What is said of a stage of 100 parts that takes a second a part. */
function said(kept: number): string[] {
  const lines: string[] = [];
  const write = jest.spyOn(process.stderr, 'write').mockImplementation(text => lines.push(String(text)) > 0);
  let now = 0;
  const report = progressLine(
    () => kept,
    () => now,
  );
  for (let done = 1; done <= 100; done++) {
    if (done > kept) now += 1000;
    report({ stage: 'tissue map', done, total: 100 });
  }
  write.mockRestore();
  return lines;
}

test('a line each tenth says what is left at the pace so far, and nothing before there is a pace', () => {
  const lines = said(0);
  expect(lines).toHaveLength(11);
  expect(lines[0]).toBe('tissue map 0 %\n');
  expect(lines[2]).toBe('tissue map 20 %, about 1 min 20 s left\n');
  expect(lines[9]).toBe('tissue map 90 %, about 10 s left\n');
  expect(lines[10]).toBe('tissue map 100 %\n');
});

test('parts that an earlier run has done come at once and do not shorten what is left', () => {
  const lines = said(50);
  expect(lines.slice(0, 6).join('')).not.toContain('left');
  expect(lines[7]).toBe('tissue map 70 %, about 30 s left\n');
});

test.each([
  [9.4, '9 s'],
  [119.6, '2 min 0 s'],
  [3725, '1 h 2 min'],
])('%d seconds are %s', (seconds, words) => expect(duration(seconds)).toBe(words));
