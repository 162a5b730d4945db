import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { plannedRun } from '../../../packages/cli/src/score/plannedRun';
import { readGeoJson } from '../../../packages/cli/src/score/readAnnotations';
import { comparedWith } from '../../../packages/cli/src/score/replay';
import { scoreArguments } from '../../../packages/cli/src/score/scoreArguments';
import { resultOf, times } from '../../extensions/ihc-scoring/pipeline/scores/handMade';

test('complete membranes entered for another marker than HER2 are a wrong call', async () => {
  const planned = (marker: string) =>
    plannedRun(scoreArguments(['x.png', '--marker', marker, '--pcms', '12']));
  await expect(planned('er')).rejects.toThrow('--pcms is for HER2, not for ER');
  await expect(planned('her2')).resolves.toMatchObject({ request: { pcms: 12 } });
});

test('GeoJSON with a byte order mark is read like any other', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'timescope-bom-'));
  await writeFile(path.join(folder, 'areas.geojson'), '\uFEFF{"features":[]}');
  await expect(readGeoJson(path.join(folder, 'areas.geojson'))).resolves.toEqual({ features: [] });
  await rm(folder, { recursive: true });
});

test.each(['mpp', 'optical-path', 'focal-plane'])('--%s does not go with --replay', option => {
  const call = () => scoreArguments(['--replay', 'result.json', `--${option}`, '1']);
  expect(call).toThrow(`--${option} does not go with it`);
});

test.each(['0.3,0.3,0.3', '0,0,0', '0.5,0.3,0.1', '1e9', '0', '-0.1', '0.1,0.3,9'])(
  'the thresholds %s are a wrong call',
  thresholds => {
    const call = () => scoreArguments(['x.png', '--marker', 'er', `--positive-threshold=${thresholds}`]);
    expect(call).toThrow('--positive-threshold');
  },
);

const scored = resultOf({ preset: 'er', cells: times(9, 'oo1') });

test('a replay of a file whose numbers were edited names them; an untouched one gives no warning', () => {
  expect(comparedWith(scored, scored)).toBe(scored);
  const [warning] = comparedWith({ ...scored, percentPositive: 3 }, scored).warnings;
  expect(warning).toMatchObject({ code: 'REPLAY_DIFFERS' });
  expect(warning?.message).toContain('percentPositive');
});

test('a replay of a file whose thresholds were edited says so, not that the method gave other cells', () => {
  const thresholds = { ...scored.provenance.thresholds, positiveDab: [0.2, 0.4, 0.6] as const };
  const after = { ...scored, hash: '0'.repeat(64), provenance: { ...scored.provenance, thresholds } };
  expect(comparedWith(scored, after).warnings[0]?.message).toContain('the settings of the file were changed');
  const cells = { ...scored, hash: '0'.repeat(64) };
  expect(comparedWith(scored, cells).warnings[0]?.message).toContain('gave other cells');
});

test('a replay that ran in another tier names both tiers', () => {
  const provenance = { ...scored.provenance, tier: 'native' } as const;
  const after = { ...scored, hash: '0'.repeat(64), provenance };
  expect(comparedWith(scored, after).warnings[0]?.message).toContain(
    'the tier was reference and is now native',
  );
});
