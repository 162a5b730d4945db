import { hScoreError, median, percentPositiveError, type Agreement } from './agreement';
import { agreements } from './comparison';
import { fieldGrid } from './fieldGrid';
import { fieldImage } from './imageSets';
import { CLASSICAL_ALONE, OURS } from './methods';
import { errors } from './tables';

/** Part of the grid; the whole of it is measured in detectors.nightly.ts. */
const PART = /usual|photograph|all factors|faint|grey-blue|x 0.6|none|0.5 um/;

let measured: Readonly<Record<string, Agreement[]>>;
beforeAll(async () => {
  const levels = fieldGrid(1).filter(({ factor, level }) => PART.test(`${factor} ${level}`));
  const images = await Promise.all(levels.flatMap(({ specs }) => specs.map(fieldImage)));
  measured = {
    [OURS]: await agreements(images, OURS),
    [CLASSICAL_ALONE]: await agreements(images, CLASSICAL_ALONE),
  };
}, 240_000);

const methods = [OURS, CLASSICAL_ALONE];

test.each(methods)(
  '%s: on fields of known truth the H-score is off by less than 8 points in the median, 20 at worst',
  method => {
    const off = errors(measured[method] ?? [], hScoreError);
    expect(off.length).toBeGreaterThanOrEqual(10);
    expect(median(off)).toBeLessThan(8);
    expect(Math.max(...off)).toBeLessThan(20);
  },
);

test.each(methods)(
  '%s: on fields of known truth percent positive is off by less than 2 points in the median',
  method => {
    expect(median(errors(measured[method] ?? [], percentPositiveError))).toBeLessThan(2);
  },
);
