import os from 'node:os';
import type { CaseHands } from './caseHands';
import { processHands, type ProcessLimits } from './processHands';

export interface CrewMember {
  /** Names the worker in marks and records: machine, process, number. */
  readonly worker: string;
  readonly hands: CaseHands;
}

/** So many processes that each take one case at a time. */
export function newCrew(size: number, limits: ProcessLimits): CrewMember[] {
  return Array.from({ length: size }, (_, number) => ({
    worker: `${os.hostname()}-${process.pid}-${number + 1}`,
    hands: processHands(limits),
  }));
}
