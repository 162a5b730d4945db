import { newHistory, type History } from '@timescope/core/history';
import type { Reading } from '../pipeline/reading/reading';
import { isSameReading } from './readingState';

/** Readings whose steps stay in memory. Ours. */
const MOST = 8;

/** The steps of undo of readings whose slide was left. */
export class LeftHistories {
  private readonly histories = new Map<string, History<Reading>>();

  keep(key: string, history: History<Reading>): void {
    this.histories.delete(key);
    this.histories.set(key, history);
    const [oldest] = this.histories.keys();
    if (this.histories.size > MOST && oldest !== undefined) this.histories.delete(oldest);
  }

  /** The steps of before, if the reading is still where they ended. */
  historyOf(key: string, reading: Reading): History<Reading> {
    const history = this.histories.get(key);
    return history && isSameReading(history.present, reading) ? history : newHistory(reading);
  }
}
