import { messageOf } from '@timescope/core/errors';
import { niftiFile } from '@timescope/core/nifti/niftiFile';
import { millimetres } from '@timescope/core/units';
import { pngOf } from '@timescope/runtime/encode/png';
import { cp, mkdir, rename, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { folderLines } from '../../../packages/cli/src/cohort/folderLines';
import type { CaseTask } from '../../../packages/cli/src/cohort/caseHands';
import { keyOf, requireUnchanged } from '../../../packages/cli/src/cohort/caseKey';
import { casesOf, placedSettings, readManifest } from '../../../packages/cli/src/cohort/manifest';
import { submitCohort } from '../../../packages/cli/src/cohort/submitCohort';
import { drawnSlide } from '../../extensions/ihc-scoring/pipeline/drawnSlide';
import { temporaryFolder } from '../../harness/cohortFixture';
import { drawnCard } from '../../harness/drawnNetwork';
import { squareFeature } from '../../harness/squareFeature';
import { writeTinySlides } from '../../harness/tinySlides';

const root = await temporaryFolder();
beforeAll(async () => {
  await writeTinySlides(path.join(root, 'slides'), 3);
});

async function checked(text: string, settings: Record<string, string> = {}) {
  const file = path.join(root, 'manifest.csv');
  await writeFile(file, text);
  return casesOf(await readManifest(file), settings);
}

test('a line becomes a call: paths are absolute, cells are options, notes are carried along', async () => {
  const { cases, leftOut } = await checked(
    'case,input,marker,white,note.age\np1,slides/slide-000,ki67,slide,61\n',
  );
  expect(leftOut).toEqual([]);
  expect(cases).toMatchObject([
    {
      name: 'p1',
      line: 2,
      command: 'score',
      argv: [path.join(root, 'slides/slide-000'), '--marker=ki67', '--white=slide', '--workers', '1'],
      notes: { age: '61' },
    },
  ]);
});

test('a setting of the call holds where the line says nothing', async () => {
  const { cases } = await checked('case,input,marker\na,slides/slide-000,\nb,slides/slide-001,er\n', {
    marker: 'ki67',
  });
  expect(cases.map(({ argv }) => argv[1])).toEqual(['--marker=ki67', '--marker=er']);
});

test('the key is of what is measured and how, wherever it lies', async () => {
  const before = await checked('case,input,marker\na,slides/slide-002,ki67\n');
  const other = await checked('case,input,marker\na,slides/slide-002,er\n');
  await rename(path.join(root, 'slides/slide-002'), path.join(root, 'slides/moved'));
  const moved = await checked('case,input,marker\nother-name,slides/moved,ki67\n');
  await rename(path.join(root, 'slides/moved'), path.join(root, 'slides/slide-002'));
  expect(moved.cases[0]?.key).toBe(before.cases[0]?.key);
  expect(other.cases[0]?.key).not.toBe(before.cases[0]?.key);
});

test('the network that finds the nuclei is a column; its weights are in the key, wherever the models lie', async () => {
  const keyWith = async (models: string, sha256: string) => {
    await mkdir(path.join(root, models, 'drawn'), { recursive: true });
    await writeFile(path.join(root, models, 'drawn/card.json'), JSON.stringify({ ...drawnCard, sha256 }));
    const { cases, leftOut } = await checked(
      `case,input,marker,nuclei,models\na,slides/slide-000,ki67,drawn-nuclei,${models}\n`,
    );
    expect(leftOut).toEqual([]);
    return cases[0]?.key;
  };
  const classical = (await checked('case,input,marker\na,slides/slide-000,ki67\n')).cases[0]?.key;
  const first = await keyWith('models', '1'.repeat(64));
  expect(first).not.toBe(classical);
  expect(await keyWith('moved', '1'.repeat(64))).toBe(first);
  expect(await keyWith('others', '2'.repeat(64))).not.toBe(first);
});

test('where another network is usual by now, the networks are named, not the input', async () => {
  const { cases } = await checked('case,input,marker\na,slides/slide-000,ki67\n');
  const [one] = cases;
  if (!one?.parts) throw new Error('no case');
  const { networks, ...before } = one.parts;
  expect(networks).toMatch(/^[0-9a-f]{64}$/);
  await expect(requireUnchanged({ ...one, key: keyOf(before), parts: before })).rejects.toThrow(
    'The choice of networks or the weights of one was changed since submission.',
  );
  const joined = { ...before, input: 'of the slide and its networks' };
  await expect(requireUnchanged({ ...one, key: keyOf(joined), parts: joined })).rejects.toThrow(
    'The input, a file of its settings or the software was changed since submission.',
  );
});

test('wrong columns and cases that are there twice are refused before anything runs', async () => {
  await expect(checked('case,input,marker,colour\na,slides/slide-000,ki67,blue\n')).rejects.toThrow(
    'columns that mean nothing here: colour',
  );
  await expect(checked('name,input\na,slides/slide-000\n')).rejects.toThrow('has no column "case"');
  await expect(
    checked('case,input,marker\na,slides/slide-000,ki67\na,slides/slide-001,ki67\n'),
  ).rejects.toThrow('The case "a" is in line 2 and again in line 3.');
  await expect(
    checked('case,input,marker\na,slides/slide-000,ki67\nb,slides/slide-000,ki67\n'),
  ).rejects.toThrow('Line 3 ("b") measures the same input in the same way as line 2 ("a").');
});

test('a missing file, an unreadable slide, a wrong setting and an unknown command are named line by line', async () => {
  await mkdir(path.join(root, 'slides/torn'), { recursive: true });
  await cp(path.join(root, 'slides/slide-000/level-0.dcm'), path.join(root, 'slides/torn/level-0.dcm'));
  await truncate(path.join(root, 'slides/torn/level-0.dcm'), 300);
  const { cases, leftOut } = await checked(
    [
      'case,command,input,marker,slice',
      'good,,slides/slide-000,ki67,',
      'absent,,slides/none,ki67,',
      'torn,,slides/torn,ki67,',
      'marker,,slides/slide-001,ki99,',
      'what,weigh,slides/slide-001,ki67,',
      'foreign,,slides/slide-001,ki67,4',
      'empty,,,ki67,',
      '',
    ].join('\n'),
  );
  expect(cases.map(({ name }) => name)).toEqual(['good']);
  expect(leftOut.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    expect.stringContaining(`3: The input ${path.join(root, 'slides/none')} does not exist.`),
    expect.stringMatching(/^4: /),
    expect.stringContaining('5: There is no marker "ki99".'),
    expect.stringContaining('6: There is no case command "weigh".'),
    expect.stringContaining('7: The command score takes no "slice".'),
    expect.stringContaining('8: The line names no input.'),
  ]);
});

test('a negative number costs its own line only', async () => {
  const { cases, leftOut } = await checked(
    'case,input,marker,mpp\ngood,slides/slide-000,ki67,\nbad,slides/slide-001,ki67,-1\n',
  );
  expect(cases.map(({ name }) => name)).toEqual(['good']);
  expect(leftOut).toMatchObject([
    { line: 3, name: 'bad', reason: expect.stringContaining('got -1') as string },
  ]);
});

test('a number that is written in two ways is one setting: the same input is not measured twice', async () => {
  await writeFile(path.join(root, 'plain.png'), await pngOf(drawnSlide(64, 64, [])));
  await expect(
    checked('case,input,marker,mpp\na,plain.png,ki67,0.5\nb,plain.png,ki67,0.50\n'),
  ).rejects.toThrow('Line 3 ("b") measures the same input in the same way as line 2 ("a").');
});

test('a file that the call names is meant from where it is called, a name of something built in is none', async () => {
  await mkdir(path.join(root, 'here'), { recursive: true });
  await writeFile(path.join(root, 'here/areas.geojson'), '{}');
  const here = path.join(root, 'here');
  expect(await placedSettings({ marker: 'ki67', roi: 'areas.geojson', preset: 'ki67' }, here)).toEqual({
    ...{ marker: 'ki67', roi: path.join(here, 'areas.geojson'), preset: 'ki67' },
  });
  await expect(placedSettings({ roi: 'none.geojson' }, here)).rejects.toThrow(
    `The roi ${path.join(here, 'none.geojson')} does not exist.`,
  );
});

test('of a prediction the ROI and the header of the CT are looked at before anything runs', async () => {
  const placement = {
    originMm: [0, 0, 0],
    row: [1, 0, 0],
    column: [0, 1, 0],
    slice: [0, 0, 1],
    spacingMm: { x: millimetres(1), y: millimetres(1) },
  } as const;
  const image = niftiFile({ size: [2, 2, 1], placement, values: new Uint8Array(4).fill(1) });
  await writeFile(path.join(root, 'image.nii'), image);
  await writeFile(path.join(root, 'packed.nii.gz'), gzipSync(image));
  await writeFile(path.join(root, 'areas.geojson'), '{}');
  await writeFile(path.join(root, 'torn.nii.gz'), gzipSync(image).subarray(0, 12));
  const { cases, leftOut } = await checked(
    [
      'case,command,input,roi',
      'good,predict,image.nii,packed.nii.gz',
      'areas,predict,image.nii,areas.geojson',
      'torn,predict,torn.nii.gz,image.nii',
      'slide,predict,slides/slide-000,image.nii',
      '',
    ].join('\n'),
  );
  expect(cases.map(({ name }) => name)).toEqual(['good']);
  expect(leftOut.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    expect.stringContaining(`3: The ROI ${path.join(root, 'areas.geojson')} cannot be used`),
    expect.stringContaining(`4: The file ${path.join(root, 'torn.nii.gz')} is no NIfTI file`),
    expect.stringContaining('5: A CT series was expected'),
  ]);
});

test('what was changed since submission is not kept under the old key, and is named', async () => {
  const image = async (size: number) =>
    writeFile(path.join(root, 'changed.png'), await pngOf(drawnSlide(size, size, [])));
  const roi = (edge: number) =>
    writeFile(path.join(root, 'changed.geojson'), JSON.stringify(squareFeature(0, 0, edge, 'Region*')));
  await image(64);
  await roi(20);
  const { cases } = await checked('case,input,marker,mpp,roi\na,changed.png,ki67,0.5,changed.geojson\n');
  const [one] = cases;
  if (!one?.parts) throw new Error('no case');
  const task = { ...one, parts: one.parts, argv: [...one.argv, '--out', path.join(root, 'attempt')] };
  const conflict = (asked: CaseTask) => requireUnchanged(asked).catch((thrown: unknown) => messageOf(thrown));
  expect(await conflict(task)).toBeUndefined();
  const older = { ...task.parts, version: '0.0.1' };
  expect(await conflict({ ...task, key: keyOf(older), parts: older })).toMatch(
    /^The software \(0\.0\.1, now .+\) was changed since submission\.$/,
  );
  await roi(21);
  expect(await conflict(task)).toBe('The file of --roi was changed since submission.');
  await image(65);
  expect(await conflict(task)).toBe('The input and the file of --roi were changed since submission.');
  const { parts, ...ofAnOlderCohort } = task;
  expect(parts['--mpp']).toBe('0.5');
  expect(await conflict(ofAnOlderCohort)).toBe(
    'The input, a file of its settings or the software was changed since submission.',
  );
});

test('a folder of slides is a manifest', async () => {
  const { lines } = await folderLines(path.join(root, 'slides'));
  expect(lines[0]).toEqual({ line: 1, values: { case: 'slide-000', input: 'slide-000' } });
});

test('the same submission twice changes nothing; a case of the same name with other settings is refused', async () => {
  const submission = await checked('case,input,marker\na,slides/slide-000,ki67\nb,slides/none,ki67\n');
  const first = await submitCohort(path.join(root, 'cohort'), submission);
  expect((await submitCohort(path.join(root, 'cohort'), submission)).cohort).toEqual(first.cohort);
  const more = await checked('case,input,marker\nb,slides/slide-001,ki67\n');
  expect((await submitCohort(path.join(root, 'cohort'), more)).cohort).toMatchObject({
    id: first.cohort.id,
    cases: [{ name: 'a' }, { name: 'b' }],
    leftOut: [],
  });
  const changed = await checked('case,input,marker\na,slides/slide-000,er\n');
  await expect(submitCohort(path.join(root, 'cohort'), changed)).rejects.toThrow('has a case "a" already');
  const renamed = await checked('case,input,marker\nz,slides/slide-000,ki67\n');
  await expect(submitCohort(path.join(root, 'cohort'), renamed)).rejects.toThrow(
    'measures the input of "z" already',
  );
});

test('the tier is part of what is measured, but for the one that is meant without a word', async () => {
  const keyIn = async (tier?: string) =>
    (await checked('case,input,marker\np1,slides/slide-000,ki67\n', tier === undefined ? {} : { tier }))
      .cases[0]?.key;
  const usual = await keyIn();
  expect(usual).toBeDefined();
  expect(await keyIn('reference')).toBe(usual);
  expect(await keyIn('native')).not.toBe(usual);
});
