import { TimescopeError, messageOf } from '@timescope/core/errors';
import type { ModelCard } from '@timescope/core/modelCard';
import { parseModelCard } from '@timescope/core/parseModelCard';
import { assetUrl } from './assets';

export interface Model {
  readonly card: ModelCard;
  /** The bytes of `model.onnx`, not yet checked: `loadNetwork` does. */
  readonly bytes: Uint8Array;
}

/** What the folder of a model may hold. */
const MODEL_FILES = ['card.json', 'model.onnx', 'README.md'];

/**
 * A model from a folder `models/<name>` on disk (node).
 * @throws TimescopeError MODEL_MISSING; MODEL_MISMATCH for a wrong card or a file that does not belong there
 */
export async function readModel(folder: string): Promise<Model> {
  const { default: path } = await import('node:path');
  const { readFile, readdir } = await import('node:fs/promises');
  const files = await readdir(folder).catch((cause: unknown) => {
    throw missing(folder, cause);
  });
  const foreign = files.find(file => !MODEL_FILES.includes(file));
  if (foreign !== undefined) throw notListed(folder, foreign);
  const card = await readModelCard(folder);
  const weights = path.join(folder, 'model.onnx');
  const bytes = await readFile(weights).catch((cause: unknown) => {
    throw missing(weights, cause);
  });
  return { card, bytes };
}

/** The card alone of a model on disk (node). */
export async function readModelCard(folder: string): Promise<ModelCard> {
  const { default: path } = await import('node:path');
  const { readFile } = await import('node:fs/promises');
  const file = path.join(folder, 'card.json');
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw missing(file, cause);
  });
  return parseModelCard(parsed(bytes, file), file);
}

/** The cards of all models in a folder like `models/`, by name; the weights are read later. */
export async function readModelCards(folder: string): Promise<{ card: ModelCard; folder: string }[]> {
  const { default: path } = await import('node:path');
  const { readdir, readFile } = await import('node:fs/promises');
  const names = await readdir(folder).catch((cause: unknown) => {
    throw missing(folder, cause);
  });
  const cards: { card: ModelCard; folder: string }[] = [];
  for (const name of names.toSorted()) {
    const file = path.join(folder, name, 'card.json');
    const bytes = await readFile(file).catch(() => undefined);
    if (bytes)
      cards.push({ card: parseModelCard(parsed(bytes, file), file), folder: path.join(folder, name) });
  }
  return cards;
}

/** A model that lies beside the bundle (browser). */
export async function fetchModel(name: string, signal?: AbortSignal): Promise<Model> {
  const file = (part: string) => fetched(assetUrl(`models/${name}/${part}`), signal);
  const [cardBytes, bytes] = await Promise.all([file('card.json'), file('model.onnx')]);
  return { card: parseModelCard(parsed(cardBytes, name), name), bytes };
}

function notListed(folder: string, file: string): TimescopeError {
  return new TimescopeError(
    'MODEL_MISMATCH',
    `The model folder ${folder} holds "${file}"; expected only ${MODEL_FILES.join(', ')}.`,
    { nextStep: 'Keep weights in one model.onnx and move other files elsewhere.', fields: { folder, file } },
  );
}

/** The cards of all models that lie beside the bundle (browser), in the order of their names. */
export async function fetchModelCards(): Promise<readonly ModelCard[]> {
  const index = 'models/index.json';
  const names = parsed(await fetched(assetUrl(index)), index);
  if (!Array.isArray(names)) throw missing(assetUrl(index), new Error('it is no list'));
  return Promise.all(
    names.map(async name => {
      const file = `models/${String(name)}/card.json`;
      return parseModelCard(parsed(await fetched(assetUrl(file)), file), file);
    }),
  );
}

async function fetched(url: string, signal?: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, signal ? { signal } : {}).catch((cause: unknown) => {
    if (signal?.aborted === true) throw cause;
    throw missing(url, cause);
  });
  if (!response.ok) throw missing(url, new Error(`HTTP ${response.status}`));
  return new Uint8Array(await response.arrayBuffer());
}

function missing(where: string, cause: unknown): TimescopeError {
  return new TimescopeError('MODEL_MISSING', `The model file ${where} cannot be read: ${messageOf(cause)}.`, {
    nextStep: 'Check the models folder, or build and start the server again.',
    fields: { file: where },
    cause,
  });
}

function parsed(bytes: Uint8Array, where: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new TimescopeError('MODEL_MISMATCH', `The model card of ${where} is not JSON.`, {
      nextStep: 'Install the model again, card and weights from the same place.',
      cause,
    });
  }
}
