import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compressed } from '@timescope/synthetic/field/compressed';
import { makeField } from '@timescope/synthetic/field/field';
import { fieldGrid } from '../../bench/validation/fieldGrid';
import { detectPlainly, writeLabelled } from '../../harness/plainDetector';
import { sharedData, testOnRealData } from '../../harness/sharedData';

/** The plain detector's own scale. */
const MPP = 0.5;

/** Usual fields, photographs and mixtures of all factors. */
async function writeFields(folder: string): Promise<void> {
  const levels = fieldGrid(3).filter(
    ({ specs, factor }) => specs.length > 3 || /usual|photograph/.test(factor),
  );
  for (const spec of levels.flatMap(({ specs }) => specs)) {
    const field = makeField({ ...spec, mpp: MPP });
    await writeLabelled(folder, `${spec.seed}`, await compressed(field), field.labels);
  }
}

testOnRealData(
  'a plain detector finds the fields at most 0.1 easier (F1 at IoU 0.5) than human-labelled histology',
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'timescope-fields-'));
    try {
      await writeFields(folder);
      const inFields = detectPlainly(folder);
      const onCrops = detectPlainly(sharedData('dsb2018-histology-nuclei'));
      process.stderr.write(
        `plain detector: fields ${inFields.f1.toFixed(3)}, crops ${onCrops.f1.toFixed(3)}\n`,
      );
      expect(inFields.nuclei).toBeGreaterThan(4000);
      expect(inFields.f1).toBeLessThanOrEqual(onCrops.f1 + 0.1);
      // Nor are they a puzzle: real sections are not.
      expect(inFields.f1).toBeGreaterThan(onCrops.f1 - 0.25);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
  120_000,
);
