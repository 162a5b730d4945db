/**
 * The one patient of our own generator, known by number and issuer: what is stored of no one. An archive that drops the
 * issuer makes the report treat it as a real patient, which is the safe side.
 */
export const DEMO_PATIENT = { id: 'TS-DEMO-1', issuer: 'TIMESCOPE' } as const;
