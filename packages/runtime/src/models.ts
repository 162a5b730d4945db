import { TimescopeError } from '@timescope/core/errors';
import type { ModelCard } from '@timescope/core/modelCard';
import { parseModelCard } from '@timescope/core/parseModelCard';
import { assetUrl } from './assets';
import { fetchFile, missing, type Fetching } from './fetchFile';

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

/** The card of a model that lies beside the bundle (browser). */
export async function fetchModelCard(name: string): Promise<ModelCard> {
  const file = `models/${name}/card.json`;
  return parseModelCard(parsed(await fetchFile(file, name), file), file);
}

/** The weights that lie beside the bundle under a card's name, not yet checked (browser). */
export const fetchWeights = ({ name }: ModelCard, fetching: Fetching): Promise<Uint8Array> =>
  fetchFile(`models/${name}/model.onnx`, name, fetching);

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
  const names = parsed(await fetchFile(index, index), index);
  if (!Array.isArray(names)) throw missing(assetUrl(index), new Error('it is no list'));
  return Promise.all(names.map(name => fetchModelCard(String(name))));
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
