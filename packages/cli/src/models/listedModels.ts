import { adviceOf } from '@timescope/core/errors';
import type { ModelCard } from '@timescope/core/modelCard';
import { readModels } from '@timescope/runtime/models';

/** A folder with a card; a card that cannot be used says why, and what to do. */
export interface ListedModel {
  readonly name: string;
  readonly folder: string;
  readonly card?: ModelCard;
  readonly problem?: string;
}

/** Every folder of `models` that holds a card, by name. @throws TimescopeError MODEL_MISSING as readModels */
export async function listedModels(models: string): Promise<readonly ListedModel[]> {
  const { cards, refused } = await readModels(models);
  const listed = [
    ...cards.map(({ card, folder }) => ({ name: card.name, folder, card })),
    ...refused.map(({ name, folder, why }) => ({ name, folder, problem: adviceOf(why) })),
  ];
  return listed.toSorted((a, b) => (a.folder < b.folder ? -1 : 1));
}

/** A few lines a model: what it does, what it was trained on, how good its card says that it is. */
export const modelTable = (models: readonly ListedModel[]): string => models.map(linesOf).join('\n');

function linesOf({ name, card, problem }: ListedModel): string {
  if (!card) return `${name}: not usable. ${problem ?? ''}\n`;
  const { version, task, architecture, input, trainedOn, threshold, measured, limits, licence } = card;
  const data = `${trainedOn.description}${trainedOn.synthetic ? ' (generated images only)' : ''}`;
  const rows = [
    `${name} ${version}: ${task}, ${architecture}`,
    `input: ${input.shape.join(' x ')}${input.preparation === undefined ? '' : `, ${input.preparation}`}`,
    `trained on: ${data}`,
    `threshold ${threshold.value}: ${threshold.source}`,
    ...measured.map(figureLine),
    ...limits.map(limit => `limit: ${limit}`),
    `licence: ${licence}`,
  ];
  return `${rows.join('\n  ')}\n`;
}

function figureLine({ data, metric, value, interval }: ModelCard['measured'][number]): string {
  const within = interval ? `, 95 % CI ${interval[0]} to ${interval[1]}` : '';
  return `measured: ${metric} ${value}${within} (${data})`;
}
