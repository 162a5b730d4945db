import { messageOf, TimescopeError } from '@timescope/core/errors';
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
/** What systems lay into every folder that is looked at. */
const SYSTEM_FILES = /^(\.DS_Store|\._.*|Thumbs\.db|desktop\.ini)$/i;

/**
 * A model from a folder `models/<name>` on disk (node).
 * @throws TimescopeError MODEL_MISSING; MODEL_MISMATCH for a wrong card or a file that does not belong there
 */
export async function readModel(folder: string): Promise<Model> {
  const { default: path } = await import('node:path');
  const { readFile, readdir } = await import('node:fs/promises');
  const files = await readdir(folder).catch((cause: unknown) => {
    throw missing(folder, cause, 'folder');
  });
  const foreign = files.find(file => !MODEL_FILES.includes(file) && !SYSTEM_FILES.test(file));
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

export interface FoundCard {
  readonly card: ModelCard;
  readonly folder: string;
}

export interface RefusedCard {
  /** The card's, or that of its folder where the card cannot be read. */
  readonly name: string;
  readonly folder: string;
  readonly why: Error;
}

/** The models of a folder like `models/`, each part by the names of their folders; the weights are read later. */
export interface FolderOfModels {
  readonly cards: readonly FoundCard[];
  /** Cards that cannot be used, and why; they leave the others alone. */
  readonly refused: readonly RefusedCard[];
}

/** @throws TimescopeError MODEL_MISSING for a folder that cannot be read */
export async function readModels(folder: string): Promise<FolderOfModels> {
  const { default: path } = await import('node:path');
  const { readdir } = await import('node:fs/promises');
  const { existsSync } = await import('node:fs');
  const names = await readdir(folder).catch((cause: unknown) => {
    throw missing(folder, cause, 'folder');
  });
  const found: FoundCard[] = [];
  const refused: RefusedCard[] = [];
  for (const name of names.toSorted()) {
    const own = path.join(folder, name);
    if (!existsSync(path.join(own, 'card.json'))) continue;
    await readModelCard(own).then(
      card => found.push({ card, folder: own }),
      (thrown: unknown) => refused.push({ name, folder: own, why: asError(thrown) }),
    );
  }
  const twice = found.flatMap(({ card, folder: own }) => {
    const same = found.filter(other => other.card.name === card.name);
    return same.length === 1 ? [] : [{ name: card.name, folder: own, why: sameName(card.name, same) }];
  });
  const isTwice = ({ card }: FoundCard) => twice.some(({ name }) => name === card.name);
  return { cards: found.filter(one => !isTwice(one)), refused: [...refused, ...twice] };
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

const sameName = (name: string, same: readonly FoundCard[]): TimescopeError =>
  new TimescopeError(
    'MODEL_MISMATCH',
    `Several folders hold a model "${name}": ${same.map(({ folder }) => folder).join(', ')}.`,
    { nextStep: 'Give each card a name of its own, that of its folder.', fields: { model: name } },
  );

/** The cards that can be used. @throws TimescopeError as readModels */
export const readModelCards = async (folder: string): Promise<readonly FoundCard[]> =>
  (await readModels(folder)).cards;

/** @throws TimescopeError MODEL_MISMATCH for a card that lies under another name than its own */
export function requireOwnName({ name }: ModelCard, folder: string): void {
  if (folder.split(/[\\/]/).at(-1) === name) return;
  throw new TimescopeError('MODEL_MISMATCH', `The folder ${folder} holds the model "${name}".`, {
    nextStep: 'Name the folder as its card.',
    fields: { folder, model: name },
  });
}

/** The card of a model that lies beside the bundle (browser). @throws TimescopeError MODEL_MISSING, MODEL_MISMATCH */
export async function fetchModelCard(name: string): Promise<ModelCard> {
  const file = `${folderOf(name)}/card.json`;
  const card = parseModelCard(parsed(await fetchFile(file, name), file), file);
  requireOwnName(card, `models/${name}`);
  return card;
}

const folderOf = (name: string): string => `models/${encodeURIComponent(name)}`;

/** The weights that lie beside the bundle under a card's name, not yet checked (browser). */
export const fetchWeights = ({ name }: ModelCard, fetching: Fetching): Promise<Uint8Array> =>
  fetchFile(`${folderOf(name)}/model.onnx`, name, fetching);

function notListed(folder: string, file: string): TimescopeError {
  return new TimescopeError(
    'MODEL_MISMATCH',
    `The model folder ${folder} holds "${file}"; expected only ${MODEL_FILES.join(', ')}.`,
    { nextStep: 'Keep weights in one model.onnx and move other files elsewhere.', fields: { folder, file } },
  );
}

/** Cards beside the bundle, and a sentence for each that cannot be used. */
export interface SiteCards {
  readonly cards: readonly ModelCard[];
  readonly problems: readonly string[];
}

/** The models that lie beside the bundle (browser), in the order of the site's list. */
export async function fetchModelCards(): Promise<SiteCards> {
  const names = await fetchModelNames();
  const fetched = await Promise.allSettled(names.map(name => fetchModelCard(name)));
  return {
    cards: fetched.flatMap(one => (one.status === 'fulfilled' ? [one.value] : [])),
    problems: fetched.flatMap(one => (one.status === 'rejected' ? [messageOf(one.reason)] : [])),
  };
}

/** The same of one model; undefined where the site's list lacks it. @throws TimescopeError as fetchModelCard */
export async function fetchListedCard(name: string): Promise<ModelCard | undefined> {
  const names = await fetchModelNames();
  return names.includes(name) ? fetchModelCard(name) : undefined;
}

async function fetchModelNames(): Promise<readonly string[]> {
  const index = 'models/index.json';
  const names = parsed(await fetchFile(index, index), index);
  if (!Array.isArray(names)) throw missing(assetUrl(index), new Error('it is no list'));
  return names.map(String);
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
