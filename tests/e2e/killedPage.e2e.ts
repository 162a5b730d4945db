import { jest } from '@jest/globals';
import { endKilledPages, killedPage, prepareKilledPages } from './killedPage';

jest.setTimeout(60_000);
beforeAll(prepareKilledPages);
afterAll(endKilledPages);

/** The nightly form takes more. Ours: one right after the outbox was written, one while objects are sent. */
test.each([0.1, 0.6])(
  'the browser killed at %s of the steps of saving: after a restart the same set, nothing double',
  killedPage,
);
