import type { PubSub } from './host';

/** Everything that must be let go when a mode is left. */
export class Subscriptions {
  private releases: (() => void)[] = [];

  add(release: () => void): void {
    this.releases.push(release);
  }

  /** Subscribes to an event of a host service. An event that this host version does not have is left out. */
  toHost(service: PubSub, eventKey: string, callback: (payload: unknown) => void): void {
    const event = service.EVENTS[eventKey];
    if (event === undefined) return;
    const subscription = service.subscribe(event, callback);
    this.add(() => subscription.unsubscribe());
  }

  toDom(target: EventTarget, event: string, callback: (event: Event) => void, capture = false): void {
    target.addEventListener(event, callback, capture);
    this.add(() => target.removeEventListener(event, callback, capture));
  }

  releaseAll(): void {
    const { releases } = this;
    this.releases = [];
    for (const release of releases.reverse()) release();
  }
}
