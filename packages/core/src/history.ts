/** Undo and redo over immutable states. `past` ends with the state before the present, `future` begins with the next. */
export interface History<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
}

/** Steps kept. Ours: an hour of editing at a step every 30 s is 120. */
export const LONGEST_HISTORY = 200;

export const newHistory = <State>(present: State): History<State> => ({ past: [], present, future: [] });

/** The new state becomes the present; what was undone is forgotten. The same state again is no step. */
export function record<State>(history: History<State>, state: State): History<State> {
  if (Object.is(state, history.present)) return history;
  return { past: [...history.past, history.present].slice(-LONGEST_HISTORY), present: state, future: [] };
}

export function undo<State>(history: History<State>): History<State> {
  const { past, present, future } = history;
  if (past.length === 0) return history;
  return { past: past.slice(0, -1), present: past[past.length - 1] as State, future: [present, ...future] };
}

export function redo<State>(history: History<State>): History<State> {
  const { past, present, future } = history;
  if (future.length === 0) return history;
  return { past: [...past, present], present: future[0] as State, future: future.slice(1) };
}

export const canUndo = (history: History<unknown>): boolean => history.past.length > 0;
export const canRedo = (history: History<unknown>): boolean => history.future.length > 0;
