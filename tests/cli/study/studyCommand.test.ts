import { jest } from '@jest/globals';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { study } from '../../../packages/cli/src/commands/study';
import type { StudyDocument } from '../../../packages/cli/src/study/report/studyDocument';

const spy = jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
afterAll(() => {
  spy.mockRestore();
});

test.each([
  ['stroma-immune', ['tiles.csv']],
  ['ct-time', ['training.csv', 'gradcam.csv']],
  ['h-score', ['segmentation.csv', 'patches.csv', 'examples.csv']],
])(
  'the demo of %s shows every part, writes every file that it names, names the evaluation files %j that it used, and tells its truth',
  async (name, used) => {
    const out = await mkdtemp(path.join(tmpdir(), 'study-demo-'));
    expect(await study.run([name, '--demo', '--out', out, '--replicates', '20'])).toBe(0);
    const said = JSON.parse(await readFile(path.join(out, 'study.json'), 'utf8')) as StudyDocument;
    const panels = said.parts.flatMap(part => part.panels);
    expect(panels.filter(panel => 'notEvaluable' in panel)).toEqual([]);
    for (const file of panels.flatMap(({ files }) => files))
      expect((await readFile(path.join(out, file))).length).toBeGreaterThan(50);
    expect(said.leftOut.length).toBeGreaterThan(0);
    expect(said.provenance.evaluation.map(file => file.name).sort()).toEqual([...used].sort());
    const html = (await readFile(path.join(out, 'report.html'), 'utf8')).replaceAll(/"data:[^"]*"/g, '');
    expect(/NaN|Infinity|undefined|<script|https?:\/\/(?!www\.w3\.org)/.exec(html)).toBeNull();
    expect(await readFile(path.join(out, 'truth.json'), 'utf8')).toMatch(/hazardRatios|auc|spearman/);
  },
);

test.each([
  [['what', 'a.csv', '--out', 'x'], 'There is no study "what"'],
  [['ct-time', '--out', 'x'], 'One CSV file of a cohort is needed'],
  [['ct-time', 'a.csv', '--demo', '--out', 'x'], 'One CSV file of a cohort is needed'],
  [['ct-time', '--demo', '--evaluation', 'y', '--out', 'x'], 'brings its own evaluation'],
  [['ct-time', 'a.csv'], '--out is missing'],
  [['ct-time', 'none.csv', '--out', 'x'], 'The table none.csv cannot be read'],
])('%j is refused in one sentence before anything is written', async (argv, words) => {
  await expect(study.run(argv)).rejects.toThrow(words);
});
