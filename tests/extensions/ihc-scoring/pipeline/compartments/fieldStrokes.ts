import { matrixPoint } from '@timescope/core/frames';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import type { DrawnShape } from '@timescope/extension-ihc-scoring/pipeline/annotations/geoJsonShapes';
import { compartmentLabels } from '@timescope/extension-ihc-scoring/pipeline/compartments/compartmentSource';
import type { PixelClassifier } from '@timescope/extension-ihc-scoring/pipeline/compartments/pixelClassifier';
import type { StrokedSlide } from '@timescope/extension-ihc-scoring/pipeline/compartments/trainPixelClassifier';
import { RUIFROK_H_DAB } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { stainTables } from '@timescope/extension-ihc-scoring/pipeline/stain/stainTables';
import { tileReader } from '@timescope/extension-ihc-scoring/pipeline/tileReader';
import { workingFrame } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';
import { workingTile } from '@timescope/extension-ihc-scoring/pipeline/workingTile';
import { compressed } from '@timescope/synthetic/field/compressed';
import type { Field } from '@timescope/synthetic/field/field';

/** A generated field as the slide that strokes are drawn on. */
export async function slideOfField(field: Field): Promise<StrokedSlide> {
  const source = plainImageSource(await compressed(field), micrometresPerPixel(field.spec.mpp));
  const frame = workingFrame(source);
  const reader = tileReader(source);
  return {
    frame,
    stains: stainTables({ white: field.spec.white, vectors: RUIFROK_H_DAB }),
    digest: `field ${field.spec.seed}`,
    readTile: async at => (await workingTile(reader, frame, at)).rgb,
  };
}

const NAMES = ['Other', 'Tumor', 'Stroma'] as const;
/** Length of a stroke in um, and the distance of rows and ends in which the next one may begin. */
const STROKE = 40;
const STEP = 30;

/** At most `most` short level strokes of each class, drawn where the truth is one class, spread over the field. */
export function strokesOn(field: Field, most: number): DrawnShape[] {
  const { width, height, values } = field.compartments;
  const found: DrawnShape[][] = [[], [], []];
  for (let y = 15; y < height; y += STEP) {
    for (let x = 5; x + STROKE < width; x += STEP) {
      const run = values.subarray(y * width + x, y * width + x + STROKE);
      const label = run[0] ?? 0;
      if (!run.every(value => value === label)) continue;
      const at = (um: number) => um / field.spec.mpp;
      const line = [matrixPoint(at(x), at(y)), matrixPoint(at(x + STROKE), at(y))];
      found[label]?.push({ kind: 'line', name: undefined, className: NAMES[label], rings: [line] });
    }
  }
  return found
    .flatMap(lines => {
      const step = Math.max(1, lines.length / most);
      return Array.from({ length: Math.min(most, lines.length) }, (_, k) => lines[Math.floor(k * step)]);
    })
    .filter(line => line !== undefined);
}

/** Labels of a whole field at 0.5 um/px. */
export async function labelsOf(field: Field, model: PixelClassifier) {
  const slide = await slideOfField(field);
  const at = { x: 0, y: 0, width: slide.frame.width, height: slide.frame.height };
  const out = new Uint8Array(at.width * at.height);
  const source = { kind: 'pixel-classifier', model } as const;
  compartmentLabels(source, [], await slide.readTile(at), at, slide.frame, slide.stains, out);
  return { width: at.width, height: at.height, values: out };
}

/** Dice of one compartment against the truth, over the tissue of the field. */
export async function diceOf(field: Field, model: PixelClassifier, label: number): Promise<number> {
  const found = await labelsOf(field, model);
  let [both, sum] = [0, 0];
  found.values.forEach((value, i) => {
    const x = Math.floor((i % found.width) / 2);
    const y = Math.floor(Math.floor(i / found.width) / 2);
    const truth = field.compartments.values[y * field.compartments.width + x] ?? 0;
    if (truth === 0) return;
    if (value === label && truth === label) both++;
    sum += Number(value === label) + Number(truth === label);
  });
  return (2 * both) / sum;
}
