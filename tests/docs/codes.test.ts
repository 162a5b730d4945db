import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const repository = path.resolve(import.meta.dirname, '../..');

/** Every code of the private scheme in the sources: `own('VALUE', 'Meaning')`, which is the only way to make one. */
function codesInSources(): readonly (readonly [value: string, meaning: string])[] {
  const call = /\bown\(\s*(['"])(?<value>[A-Z0-9]+)\1,\s*(['"])(?<meaning>.*?)\3/g;
  return ['packages', 'extensions'].flatMap(folder =>
    readdirSync(path.join(repository, folder), { recursive: true, encoding: 'utf8' })
      .filter(file => /^[^/]+\/src\/.*\.tsx?$/.test(file))
      .flatMap(file => {
        const source = readFileSync(path.join(repository, folder, file), 'utf8');
        return [...source.matchAll(call)].map(
          ({ groups = {} }) => [groups.value ?? '', groups.meaning ?? ''] as const,
        );
      }),
  );
}

const rows = [
  ...readFileSync(path.join(repository, 'docs/dicom-codes.md'), 'utf8').matchAll(
    /^\| `([A-Z0-9]+)` \| (.*?) \|/gm,
  ),
].map(([, value = '', meaning = '']) => [value, meaning] as const);

const distinct = (codes: readonly (readonly [string, string])[]) =>
  [...new Set(codes.map(([value, meaning]) => `${value}: ${meaning}`))].sort();

test('every code of 99TIMESCOPE stands in docs/dicom-codes.md with its meaning, and no other does', () => {
  expect(codesInSources().length).toBeGreaterThan(80);
  expect(distinct(rows)).toEqual(distinct(codesInSources()));
});

test('no value has two meanings, no meaning two values, and none is too long for DICOM', () => {
  const codes = distinct(codesInSources()).map(code => code.split(': '));
  expect(new Set(codes.map(([value]) => value)).size).toBe(codes.length);
  expect(new Set(codes.map(([, ...meaning]) => meaning.join(': '))).size).toBe(codes.length);
  for (const [value = '', ...meaning] of codes) {
    expect(value.length).toBeLessThanOrEqual(16);
    expect(meaning.join(': ').length).toBeLessThanOrEqual(64);
  }
  expect(rows).toHaveLength(codes.length);
});
