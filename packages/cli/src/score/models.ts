import { messageOf, TimescopeError } from '@timescope/core/errors';
import { sha256Hex } from '@timescope/core/sha256';
import type { CellTypeSource } from '@timescope/extension-ihc-scoring/pipeline/cellTypes/cellTypeSource';
import { learnCellTypes } from '@timescope/extension-ihc-scoring/pipeline/cellTypes/learnCellTypes';
import { CELL_CLASSIFIER } from '@timescope/extension-ihc-scoring/pipeline/cellTypes/cellClassifier';
import { maskOfImage } from '@timescope/extension-ihc-scoring/pipeline/compartments/compartmentMask';
import type { CompartmentSource } from '@timescope/extension-ihc-scoring/pipeline/compartments/compartmentSource';
import { learnCompartments } from '@timescope/extension-ihc-scoring/pipeline/compartments/learnCompartments';
import { PIXEL_CLASSIFIER } from '@timescope/extension-ihc-scoring/pipeline/compartments/pixelClassifier';
import { parseClassifier } from '@timescope/extension-ihc-scoring/pipeline/forest/storedClassifier';
import { strokeDoubts } from '@timescope/extension-ihc-scoring/pipeline/compartments/strokePoints';
import type { ScoreContext, ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { levelAt } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';
import { readPlainImage } from '@timescope/runtime/decode/node';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SlideInput } from '../slideInput';
import { makeFolder } from './outFolder';
import { readShapes } from './readAnnotations';

/** What a call says of compartments and cell types; files are not read yet. */
export interface ModelArguments {
  /** A pixel classifier (.json), or a mask of the whole slide with the values 0, 1, 2 (an image). */
  readonly compartments: string | undefined;
  /** Strokes (GeoJSON) to learn a pixel classifier from. */
  readonly trainCompartments: string | undefined;
  /** "compartment", or a cell classifier (.json). */
  readonly cellTypes: string | undefined;
  /** Clicks (GeoJSON) to learn a cell classifier from. */
  readonly trainCellTypes: string | undefined;
  readonly out: string | undefined;
}

/**
 * The request with its compartments and cell types. Models that are learned are written to the folder of --out as
 * compartments.json and cell-types.json before the slide is scored.
 * @throws TimescopeError USAGE for options that exclude each other, and what the readers and the training throw.
 */
export async function withModels(
  asked: ModelArguments,
  slide: SlideInput,
  request: ScoreRequest,
  context: ScoreContext,
): Promise<ScoreRequest> {
  requireOne('--compartments', asked.compartments, '--train-compartments', asked.trainCompartments);
  requireOne('--cell-types', asked.cellTypes, '--train-cell-types', asked.trainCellTypes);
  const compartments = await compartmentsOf(asked, slide, request, context);
  const warnings = [...(request.slide.warnings ?? []), ...(await doubtsOf(asked))];
  const divided = {
    ...request,
    slide: { ...request.slide, warnings },
    ...(compartments && { compartments }),
  };
  const cellTypes = await cellTypesOf(asked, slide, divided, context);
  return { ...divided, ...(cellTypes && { cellTypes }) };
}

async function doubtsOf({ trainCompartments: strokes }: ModelArguments): Promise<string[]> {
  return strokes === undefined ? [] : strokeDoubts(await readShapes(strokes));
}

async function compartmentsOf(
  { compartments: file, trainCompartments: strokes, out }: ModelArguments,
  slide: SlideInput,
  request: ScoreRequest,
  context: ScoreContext,
): Promise<CompartmentSource | undefined> {
  if (strokes !== undefined) {
    const folder = requireFolder('--train-compartments', out);
    const shapes = await readShapes(strokes);
    const model = await learnCompartments(path.basename(strokes), shapes, slide.source, request, context);
    await writeModel(folder, 'compartments.json', model);
    return { kind: 'pixel-classifier', model };
  }
  if (file === undefined) return undefined;
  if (path.extname(file).toLowerCase() === '.json')
    return { kind: 'pixel-classifier', model: parseClassifier(PIXEL_CLASSIFIER, await modelIn(file)) };
  return { kind: 'mask', mask: await maskIn(file, slide) };
}

async function cellTypesOf(
  { cellTypes: rule, trainCellTypes: clicks, out }: ModelArguments,
  slide: SlideInput,
  request: ScoreRequest,
  context: ScoreContext,
): Promise<CellTypeSource | undefined> {
  if (clicks !== undefined) {
    const folder = requireFolder('--train-cell-types', out);
    const shapes = await readShapes(clicks);
    const model = await learnCellTypes(path.basename(clicks), shapes, slide.source, request, context);
    await writeModel(folder, 'cell-types.json', model);
    return { kind: 'classifier', model };
  }
  if (rule === undefined) return undefined;
  if (rule === 'compartment') return { kind: 'compartment' };
  return { kind: 'classifier', model: parseClassifier(CELL_CLASSIFIER, await modelIn(rule)) };
}

/** The image covers the whole slide. */
async function maskIn(file: string, slide: SlideInput) {
  const image = await readPlainImage(file);
  const name = `${path.basename(file)} ${sha256Hex(image.values)}`;
  return maskOfImage(image, levelAt(slide.source, 0), name);
}

async function writeModel(folder: string, name: string, model: object): Promise<void> {
  await makeFolder(folder);
  await writeFile(path.join(folder, name), `${JSON.stringify(model)}\n`);
}

/** A stored model, not yet looked at. @throws TimescopeError MODEL_MISSING */
export async function modelIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (cause) {
    throw new TimescopeError('MODEL_MISSING', `The model ${file} cannot be read (${messageOf(cause)}).`, {
      nextStep: 'Give the compartments.json or cell-types.json of a run that was trained.',
      cause,
    });
  }
}

function requireOne(a: string, first: string | undefined, b: string, second: string | undefined): void {
  if (first !== undefined && second !== undefined)
    throw usage(`${a} and ${b} exclude each other.`, 'Train once, then give the model that was written.');
}

function requireFolder(option: string, out: string | undefined): string {
  if (out !== undefined) return out;
  throw usage(`${option} writes a model and needs a folder for it.`, 'Add --out DIR.');
}

const usage = (message: string, nextStep: string): TimescopeError =>
  new TimescopeError('USAGE', message, { kind: 'usage', nextStep });
