import { messageOf, TimescopeError } from '@timescope/core/errors';
import { PREDICTION_RESULT_VERSION, type PredictionResult } from '@timescope/core/result/predictionResult';
import { readScoreResult } from '@timescope/core/result/readScoreResult';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { ImmuneResult } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResult';
import { readImmuneResult } from '@timescope/extension-ihc-scoring/pipeline/immune/readImmuneResult';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

export type ResultDocument = ScoreResult | PredictionResult | ImmuneResult;

/** A result as it lies in a folder: its document, if there is one, and its DICOM objects. */
export interface SavedResult {
  /** Where the tables and models of the run lie. */
  readonly folder: string;
  readonly document: ResultDocument | undefined;
  /** Files that end in .dcm, of the folder and of `dicom` in it. */
  readonly objectFiles: readonly string[];
}

/**
 * @param place result.json or a folder
 * @throws TimescopeError NOT_FOUND, USAGE where there is nothing to verify
 */
export async function readSavedResult(place: string): Promise<SavedResult> {
  const found = await stat(place).catch((cause: unknown) => {
    throw new TimescopeError('NOT_FOUND', `There is no file or folder ${place}.`, {
      nextStep: 'Check the path.',
      cause,
    });
  });
  const folder = found.isDirectory() ? place : path.dirname(place);
  const file = found.isDirectory() ? path.join(place, 'result.json') : place;
  const json = await readFile(file, 'utf8').catch(() => undefined);
  const objectFiles = [...(await dicomFiles(folder)), ...(await dicomFiles(path.join(folder, 'dicom')))];
  if (json === undefined && objectFiles.length === 0)
    throw new TimescopeError('USAGE', `${place} holds neither a result.json nor DICOM objects.`, {
      kind: 'usage',
      nextStep: 'Give the folder of --out, or the result.json in it.',
    });
  return { folder, document: json === undefined ? undefined : documentOf(json, file), objectFiles };
}

async function dicomFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter(name => name.endsWith('.dcm'))
    .sort()
    .map(name => path.join(folder, name));
}

/** @throws TimescopeError USAGE for anything but a result of ours. */
export function documentOf(json: string, where: string): ResultDocument {
  const document = parsed(json, where) as Partial<PredictionResult | ImmuneResult> | null;
  if (document?.kind === 'timescope.immune') return immuneIn(document, where);
  if (document?.kind !== 'timescope.prediction') return readScoreResult(document);
  const { version, slice, targets, time, provenance } = document;
  if (version === PREDICTION_RESULT_VERSION && slice && targets && time && provenance)
    return document as PredictionResult;
  throw new TimescopeError('USAGE', `${where} is no whole prediction of version 1.`, {
    kind: 'usage',
    nextStep: 'Give the result.json as it was written, or update TIMEscope.',
  });
}

function immuneIn(document: unknown, where: string): ImmuneResult {
  const result = readImmuneResult(document);
  if (result) return result;
  throw new TimescopeError('USAGE', `${where} is no whole immune result of version 1.`, {
    kind: 'usage',
    nextStep: 'Give the result.json as it was written, or update TIMEscope.',
  });
}

function parsed(json: string, where: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new TimescopeError('USAGE', `${where} is not JSON (${messageOf(cause)}).`, {
      kind: 'usage',
      nextStep: 'Give the result.json as it was written.',
      cause,
    });
  }
}
