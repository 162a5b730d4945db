/** What panels need to know of scores that are signed; they take nothing but types from the pipeline. */
export { signableScores } from '../pipeline/reading/signableScores';
export { isIntact } from '../pipeline/reading/signedReading';
