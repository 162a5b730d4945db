import { hashOfBefore, hashOfDocument } from '@timescope/core/result/hash';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { weightedScore } from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchScore';
import { numbersOfDocument } from '@timescope/extension-ihc-scoring/pipeline/scores/slideNumbers';
import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { isDeepStrictEqual } from 'node:util';
import { differs, notChecked, ok, someOf, type Check } from './check';

/** Whether the numbers of a score document follow from its sums, and its sums from the table of cells beside it. */
export async function scoreChecks(result: ScoreResult, folder: string): Promise<readonly Check[]> {
  return [
    numbersCheck(result),
    ...patchChecks(result),
    ...hashChecks(result),
    await cellsCheck(result, folder),
    ...(await modelChecks(result, folder)),
  ];
}

function numbersCheck(result: ScoreResult): Check {
  const numbers = numbersOfDocument(result);
  if (!numbers)
    return notChecked('The scores: this document does not hold what is needed to count them again.');
  const plain = JSON.parse(JSON.stringify(numbers)) as Readonly<Record<string, unknown>>;
  const stated = result as unknown as Readonly<Record<string, unknown>>;
  const changed = Object.keys(plain).filter(name => !isDeepStrictEqual(plain[name], stated[name]));
  return changed.length === 0
    ? ok('The scores follow from the sums of cells and pixels and from the settings of the run.')
    : differs(`The document was edited: ${someOf(changed)} do not follow from its own sums.`);
}

/** The slide's scores from those of its patches. */
function patchChecks({ patchScores }: ScoreResult): readonly Check[] {
  if (!patchScores) return [];
  const { patches, hScore } = patchScores;
  const again = {
    tumour: weightedScore(patches.map(({ tumour }) => tumour)),
    stroma: weightedScore(patches.map(({ stroma }) => stroma)),
  };
  return [
    isDeepStrictEqual(again, { ...hScore })
      ? ok(`The patch scores are the means of those of the patches (${String(patches.length)}).`)
      : differs('The document was edited: the patch scores are not the means of their patches.'),
  ];
}

/** Settings, sums, and what networks said of patches; the cells as the document's own digest knows them. */
function hashChecks(result: ScoreResult): readonly Check[] {
  const again = hashOfDocument(result);
  const { patchScores } = result;
  if (patchScores && (again === undefined || !patchScores.networks))
    return [notChecked('The hash: this document does not hold all that it is computed from.')];
  if (again === undefined) return [];
  if (again !== result.hash && hashOfBefore(result) === result.hash)
    return [notChecked('The hash: a version before this one made it, which left the networks out.')];
  const shown = result.hash.slice(0, 12);
  return [
    again === result.hash
      ? ok(`The hash ${shown} is that of the settings, sums and networks in the document.`)
      : differs(
          `The document was edited: its settings, sums or patch scores give the hash ${again.slice(0, 12)}, not ${shown}.`,
        ),
  ];
}

const COMPARTMENTS = ['other', 'tumour', 'stroma'];
const TYPES = ['other', 'tumour', 'immune'];
const NOT_EVALUABLE = 4;
const GRADES = 5;

async function cellsCheck({ sums }: ScoreResult, folder: string): Promise<Check> {
  const file = path.join(folder, 'cells.csv');
  if (!existsSync(file)) return notChecked('The cells: there is no cells.csv beside the document.');
  const counted = await cellsIn(file, sums.cells.length);
  const total = counted.reduce((sum, count) => sum + count, 0);
  return isDeepStrictEqual(counted, sums.cells)
    ? ok(`The ${String(total)} counted cells of cells.csv are those of the sums.`)
    : differs('The cells of cells.csv are not those of the sums: one of the two files was changed.');
}

/** Cells by compartment, type, grade and complete membrane, as ScoreSums has them. */
async function cellsIn(file: string, length: number): Promise<readonly number[]> {
  const counted = new Array<number>(length).fill(0);
  let columns: readonly string[] | undefined;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const cells = line.split(',');
    if (!columns) columns = cells;
    else {
      const at = placeOf(name => cells[columns?.indexOf(name) ?? -1] ?? '');
      if (at !== undefined) counted[at] = (counted[at] ?? 0) + 1;
    }
  }
  return counted;
}

/** Undefined for a cell that a reader left out. */
function placeOf(value: (column: string) => string): number | undefined {
  if (value('included') === '0') return undefined;
  const compartment = COMPARTMENTS.indexOf(value('compartment'));
  const type = TYPES.indexOf(value('type'));
  const grade = value('grade') === '' ? NOT_EVALUABLE : Number(value('grade'));
  return (
    ((compartment * TYPES.length + type) * GRADES + grade) * 2 + (value('membrane_complete') === '1' ? 1 : 0)
  );
}

/** The models that a run learned or was given lie beside its document, and inside it. */
async function modelChecks({ run }: ScoreResult, folder: string): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const [name, source] of [
    ['compartments.json', run.compartments],
    ['cell-types.json', run.cellTypes],
  ] as const) {
    const used =
      typeof source === 'object' && source !== null && 'model' in source ? source.model : undefined;
    const file = await readFile(path.join(folder, name), 'utf8').catch(() => undefined);
    if (used === undefined || file === undefined) continue;
    const isSame = isDeepStrictEqual(JSON.parse(file), used);
    checks.push(
      isSame ? ok(`${name} is the model of the run.`) : differs(`${name} is not the model of the run.`),
    );
  }
  return checks;
}
