import { canRedo, canUndo, newHistory, record, redo, undo, type History } from '@timescope/core/history';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { newReading, type Reading } from '../pipeline/reading/reading';
import type { SignedReading } from '../pipeline/reading/signedReading';

export interface ReadingState {
  readonly reading: Reading;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The newest state is signed: changes are refused until the reader begins a new version. */
  readonly isSigned: boolean;
  readonly signed: readonly SignedReading[];
}

const FIRST: ReadingState = {
  reading: newReading('ki67'),
  canUndo: false,
  canRedo: false,
  isSigned: false,
  signed: [],
};

/** The reading of the slide on screen: one undoable document that every part of the bench changes. */
export class ReadingStore {
  readonly state = new ObservableState<ReadingState>(FIRST);
  private history: History<Reading> = newHistory(FIRST.reading);

  get(): Reading {
    return this.history.present;
  }

  /** One undoable step. @returns false when it was refused, because the reading is signed */
  change(next: Reading | ((reading: Reading) => Reading)): boolean {
    if (this.state.get().isSigned) return false;
    this.show(record(this.history, typeof next === 'function' ? next(this.get()) : next));
    return true;
  }

  undo(): void {
    if (!this.state.get().isSigned) this.show(undo(this.history));
  }

  redo(): void {
    if (!this.state.get().isSigned) this.show(redo(this.history));
  }

  private show(history: History<Reading>): void {
    if (history === this.history) return;
    this.history = history;
    this.state.update({
      reading: history.present,
      canUndo: canUndo(history),
      canRedo: canRedo(history),
    });
  }
}
