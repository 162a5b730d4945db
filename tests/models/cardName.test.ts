import { parseModelCard } from '@timescope/core/parseModelCard';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { repository } from '../harness/commandLine';

const PYTHON = '/usr/bin/python3';
const testWithPython = existsSync(PYTHON) || process.env.CI ? test : test.skip;

const SCRIPT = `
import argparse, json, sys
from card_name import card_name
def takes(name):
    try:
        return card_name(name) == name
    except argparse.ArgumentTypeError:
        return False
print(json.dumps([takes(name) for name in json.loads(sys.argv[1])]))
`;

testWithPython('the trainings take the names that cards may have, and no others', async () => {
  const good = ['tils', 'Größe 2', 'tils_1.0-b', '2 nuclei'];
  const bad = ['', '_a', ' a', '.a', 'a/b', '../y', 'own 50%', '<b>x</b>', 'a+classical', 'a\n'];
  const cwd = path.join(repository, 'models/training');
  const names = JSON.stringify([...good, ...bad]);
  const { stdout } = await promisify(execFile)(PYTHON, ['-B', '-c', SCRIPT, names], { cwd });
  expect(JSON.parse(stdout)).toEqual([...good.map(() => true), ...bad.map(() => false)]);
  for (const name of good) expect(() => parseModelCard({ name }, 'card')).toThrow('no usable "version"');
  for (const name of bad) expect(() => parseModelCard({ name }, 'card')).toThrow('no usable "name"');
});
