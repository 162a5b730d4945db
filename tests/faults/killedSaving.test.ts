import { endKilledSavings, killedSaving, prepareKilledSavings } from './killedSaving';

beforeAll(prepareKilledSavings);
afterAll(endKilledSavings);

/** The nightly form takes fifty. Ours: one while the outbox is written, one while objects are sent. */
test.each([0.2, 0.7])(
  'killed at %s of its steps: after a restart the same set, nothing double',
  killedSaving,
);
