import type { ModelCard } from '@timescope/core/modelCard';
import { sha256Hex } from '@timescope/core/sha256';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { repository } from './commandLine';
import { drawnCard } from './drawnNetwork';

const hasOnnx = existsSync('/usr/lib/python3/dist-packages/onnx');
export const testWithOnnx = hasOnnx || process.env.CI ? test : test.skip;

/** The shipped scorer, the shipped tissue network as if it found no nuclei, and one that takes dark pixels for nuclei. */
export async function writeThreeCards(models: string): Promise<void> {
  const shipped = path.join(repository, 'models');
  await cp(path.join(shipped, 'score-stainintensitynet'), path.join(models, 'score-stainintensitynet'), {
    recursive: true,
  });
  const joint = JSON.parse(await readFile(path.join(shipped, 'tissue-joint/card.json'), 'utf8')) as ModelCard;
  await mkdir(path.join(models, 'tissue-only'));
  await cp(path.join(shipped, 'tissue-joint/model.onnx'), path.join(models, 'tissue-only/model.onnx'));
  const outputs = { tissue: joint.outputs.tissue };
  await writeCard(models, { ...joint, name: 'tissue-only', outputs });
  const edge = 256;
  const plane = [1, 1, edge, edge];
  const nuclei = path.join(models, 'dark-nuclei/model.onnx');
  await mkdir(path.dirname(nuclei));
  const script = path.join(repository, 'tests/harness/darkNuclei.py');
  await promisify(execFile)('/usr/bin/python3', [script, nuclei, String(edge)]);
  await writeCard(models, {
    ...{ ...drawnCard, name: 'dark-nuclei', sha256: sha256Hex(await readFile(nuclei)) },
    input: { name: 'absorbed', shape: [1, 3, edge, edge] },
    outputs: { foreground: plane, distance: plane },
  });
}

const writeCard = (models: string, card: Omit<ModelCard, 'outputs'> & { outputs: object }): Promise<void> =>
  writeFile(path.join(models, card.name, 'card.json'), JSON.stringify(card));
