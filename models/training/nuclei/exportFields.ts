/**
 * Writes generated fields for train_nuclei.py: pictures at 0.5 um/px, the nuclei in them by number, and their glass.
 *
 *   node models/training/run.mjs nuclei/exportFields.ts DIR train 1001 160
 *   node models/training/run.mjs nuclei/exportFields.ts DIR train 1001 160 membrane   brown around nuclei instead of in them
 *
 * Training takes seeds from 1001; the seeds of the validation's fields lie below 200, those of the tests from 9001.
 */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { makeField } from '../../../packages/synthetic/src/field/field';
import { scannerField, type FieldSpec, type Triple } from '../../../packages/synthetic/src/field/fieldSpec';
import { random } from '../../../packages/synthetic/src/random';

/** The pipeline's working resolution, um/px. */
const MPP = 0.5;
const SIZE_UM = 160;
/** Training adds its own compression. */
const { jpegQuality: _, ...withoutJpeg } = scannerField;

const [folder = '.', name = 'train', first = '1001', count = '10', compartment = 'nuclear'] =
  process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const pictures = openSync(path.join(folder, `${name}.rgb.u8`), 'w');
const numbers = openSync(path.join(folder, `${name}.labels.u16`), 'w');
const white: Triple[] = [];
for (let seed = Number(first); seed < Number(first) + Number(count); seed++)
  exportField(compartment === 'membrane' ? brownAround(fieldOf(seed)) : fieldOf(seed));
closeSync(pictures);
closeSync(numbers);
writeFileSync(path.join(folder, `${name}.json`), JSON.stringify({ edge: SIZE_UM / MPP, white }));

function exportField(spec: FieldSpec): void {
  const { rgb, labels } = makeField(spec);
  writeSync(pictures, rgb.values);
  writeSync(numbers, Uint16Array.from(labels.values));
  white.push(spec.white);
}

/** All factors at once, each from a range as wide as slides and photographs of ordinary laboratories. */
function fieldOf(seed: number): FieldSpec {
  const dice = random(seed, 50);
  const bright = dice.uniform(195, 252);
  return {
    ...withoutJpeg,
    seed,
    mpp: MPP,
    sizeUm: SIZE_UM,
    haematoxylin: dice.uniform(0.3, 1.6),
    dab: dice.uniform(0.5, 1.8),
    positive: dice.chance(0.15) ? 0 : dice.uniform(0.05, 0.9),
    unspecificDab: dice.uniform(0.4, 3),
    white: [bright, bright + dice.uniform(-6, 4), bright + dice.uniform(-20, 8)],
    vignette: dice.uniform(0, 0.1),
    noise: dice.uniform(0.5, 4),
    blurUm: dice.uniform(0.1, 0.7),
    density: dice.uniform(0.5, 1.5),
    paired: dice.uniform(0.1, 0.6),
    tissueHaematoxylin: dice.uniform(0.3, 1),
    irregular: dice.uniform(0.03, 0.12),
    stainTurn: dice.uniform(0, 8),
    dabGrey: dice.uniform(0, 0.35),
    glass: dice.uniform(0, 0.35),
  };
}

function brownAround(spec: FieldSpec): FieldSpec {
  const dice = random(spec.seed, 51);
  const wholeCell = {
    membranePositive: dice.chance(0.15) ? 0 : dice.uniform(0.1, 0.95),
    // Of some only the cytoplasm is stained.
    membrane: dice.chance(0.2) ? 0.01 : dice.uniform(0.15, 1.5),
    complete: dice.uniform(0, 1),
    cytoplasm: dice.uniform(0, 0.6),
  };
  return { ...spec, positive: 0, wholeCell };
}
