import { jest } from '@jest/globals';
import { endKilledPages, killedPage, prepareKilledPages } from './killedPage';

jest.setTimeout(60_000);
beforeAll(prepareKilledPages);
afterAll(endKilledPages);

const KILLS = 50;

test.each(Array.from({ length: KILLS }, (_, seed) => seed / KILLS))(
  'the browser killed at %s of the steps of saving: after a restart the same set, nothing double',
  killedPage,
);
