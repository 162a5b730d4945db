import { existsSync } from 'node:fs';
import path from 'node:path';

/** What to do about a folder in which no model is found. */
export const folderAdvice = (models: string): string =>
  existsSync(path.join(models, 'card.json'))
    ? 'This folder is a model itself: give the folder that holds it with --models.'
    : 'Give the folder that holds the models with --models.';
