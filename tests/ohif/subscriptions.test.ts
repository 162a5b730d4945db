import type { PubSub } from '@timescope/ohif/host';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';

function hostService(): PubSub & { listeners: number } {
  return {
    EVENTS: { MOVED: 'event::moved' },
    listeners: 0,
    subscribe() {
      this.listeners++;
      return { unsubscribe: () => (this.listeners -= 1) };
    },
  };
}

test('everything is let go, in reverse order, once', () => {
  const order: number[] = [];
  const subscriptions = new Subscriptions();
  subscriptions.add(() => order.push(1));
  subscriptions.add(() => order.push(2));
  subscriptions.releaseAll();
  subscriptions.releaseAll();
  expect(order).toEqual([2, 1]);
});

test('an event that this host does not know is left out', () => {
  const service = hostService();
  const subscriptions = new Subscriptions();
  subscriptions.toHost(service, 'MOVED', () => undefined);
  subscriptions.toHost(service, 'ADDED_IN_A_LATER_HOST', () => undefined);
  expect(service.listeners).toBe(1);
  subscriptions.releaseAll();
  expect(service.listeners).toBe(0);
});

test('an event of the page is heard until it is let go', () => {
  const target = new EventTarget();
  let heard = 0;
  const subscriptions = new Subscriptions();
  subscriptions.toDom(target, 'tile', () => heard++);
  target.dispatchEvent(new Event('tile'));
  subscriptions.releaseAll();
  target.dispatchEvent(new Event('tile'));
  expect(heard).toBe(1);
});

test('a state tells its listeners after each change, and a listener may leave meanwhile', () => {
  const state = new ObservableState({ cells: 0, isShown: true });
  const seen: number[] = [];
  const leave = state.subscribe(() => {
    seen.push(state.get().cells);
    leave();
  });
  state.update({ cells: 1 });
  state.update({ cells: 2 });
  expect(seen).toEqual([1]);
  expect(state.get()).toEqual({ cells: 2, isShown: true });
});
