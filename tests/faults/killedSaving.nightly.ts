import { endKilledSavings, killedSaving, prepareKilledSavings } from './killedSaving';

beforeAll(prepareKilledSavings);
afterAll(endKilledSavings);

const KILLS = 50;

test.each(Array.from({ length: KILLS }, (_, seed) => seed / KILLS))(
  'killed at %s of its steps: after a restart the same set, nothing double',
  killedSaving,
  60_000,
);
