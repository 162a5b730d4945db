import type { ScoreRequest } from '../../../../extensions/ihc-scoring/src/pipeline/scoreRequest';
import { settingsOf } from '../../../../extensions/ihc-scoring/src/pipeline/settings';
import { newReading } from '../../../../extensions/ihc-scoring/src/pipeline/reading/reading';
import {
  signed,
  type SignedReading,
} from '../../../../extensions/ihc-scoring/src/pipeline/reading/signedReading';
import type { Measurement } from '../../../../extensions/ihc-scoring/src/services/scoringState';
import { cellsOf, resultOf, times } from '../pipeline/scores/handMade';

const cells = [...times(3, 'oo0'), ...times(1, 'oo2')];

export const resultByHand = resultOf({ preset: 'er', cells });

const request: ScoreRequest = { preset: 'er', slide: { description: '', digest: '' } };

export const measurementByHand = (runId: string): Measurement =>
  ({
    runId,
    result: resultByHand,
    request,
    basis: { request, settings: settingsOf(request) },
    area: { kind: 'slide' },
    tables: [cellsOf(cells), cellsOf(times(2, 'oo1'))],
    reader: 'A',
    seconds: 1,
  }) as unknown as Measurement;

export const signedByHand = (change: Partial<Omit<SignedReading, 'seal'>> = {}): SignedReading =>
  signed({
    number: 1,
    reader: 'A',
    signedAt: 1,
    decision: { kind: 'accepted' },
    reading: newReading('er'),
    result: resultByHand,
    toolResult: resultByHand,
    runId: 'r1',
    ...change,
  });
