import type { Progress } from './progress';

/** When the stage that a run is in was seen first, and how far it was then. */
export interface StageBegan {
  readonly stage: string;
  readonly done: number;
  /** Milliseconds. */
  readonly at: number;
}

/** Before this much of a stage was seen, and for this long, its pace says too little. Ours. */
const FEWEST_SHARE = 0.05;
const SHORTEST_MS = 3000;

export const stageBegan = (
  before: StageBegan | undefined,
  { stage, done }: Progress,
  now: number,
): StageBegan => (before?.stage === stage ? before : { stage, done, at: now });

/** Seconds until the stage ends at the pace that it has had; undefined while too little of it was seen. */
export function secondsLeft(began: StageBegan, { done, total }: Progress, now: number): number | undefined {
  const passed = now - began.at;
  const share = (done - began.done) / Math.max(1, total - began.done);
  if (total === 0 || passed < SHORTEST_MS || share < FEWEST_SHARE) return undefined;
  return (passed * (1 - share)) / share / 1000;
}
