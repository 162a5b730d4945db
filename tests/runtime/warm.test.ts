import { warm } from '@timescope/runtime/warm';

test('what was opened under a key is opened once, by calls one after the other and at once', async () => {
  const opened = warm<string>();
  let openings = 0;
  const open = () => Promise.resolve(`opened ${++openings}`);
  expect(await Promise.all([opened('a', open), opened('a', open)])).toEqual(['opened 1', 'opened 1']);
  expect(await opened('a', open)).toBe('opened 1');
  expect(await opened('b', open)).toBe('opened 2');
});

test('a failure is thrown to who began it and forgotten; who waited for it tries itself', async () => {
  const opened = warm<string>();
  const cancelled = opened('a', () => Promise.reject(new Error('cancelled')));
  const waiting = opened('a', () => Promise.resolve('opened'));
  await expect(cancelled).rejects.toThrow('cancelled');
  expect(await waiting).toBe('opened');
});

test('who is cancelled while waiting does not open', async () => {
  const opened = warm<string>();
  const begun = opened('a', () => Promise.resolve('first'));
  const waiting = opened('a', () => Promise.resolve('second'), AbortSignal.abort(new Error('cancelled')));
  await expect(waiting).rejects.toThrow('cancelled');
  expect(await begun).toBe('first');
});
