/** Steps of optical density in the table, per unit. */
export const DENSITY_STEPS = 1024;

/** Transmission 10^-OD in steps of 1/1024, up to OD 4. */
export const transmission = Float32Array.from(
  { length: 4 * DENSITY_STEPS },
  (_, step) => 10 ** (-step / DENSITY_STEPS),
);
