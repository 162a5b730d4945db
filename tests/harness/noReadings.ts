import type { ReadingsServer } from '../../extensions/ct-radiomics/src/services/readings/ReadingsServer';

const refused = () => Promise.reject(new Error('not asked for'));

/** A server that keeps no readings of two readers. */
export const noReadings: ReadingsServer = {
  state: () => Promise.resolve(undefined),
  join: refused,
  own: refused,
  save: refused,
  sign: refused,
  opened: refused,
};
