import { useSyncExternalStore } from 'react';

/**
 * State of a service. Services hold state and panels only render it, so that a panel may be closed and opened again
 * while a run goes on.
 */
export class ObservableState<State extends object> {
  private readonly listeners = new Set<() => void>();

  constructor(private state: State) {}

  readonly get = (): State => this.state;

  update(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of [...this.listeners]) listener();
  }

  /** @returns a function that ends the subscription. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };
}

/** The state in a component that is drawn again after each change. Only inside an island. */
export function useObservable<State extends object>(observable: ObservableState<State>): State {
  return useSyncExternalStore(observable.subscribe, observable.get);
}
