import type { SignedReading } from '../reading/signedReading';

/** Who signed the result of a file, and with what decision: a file never says an overridden score alone. */
export interface Signature {
  readonly version: number;
  readonly reader: string;
  /** ISO 8601, UTC. */
  readonly signedAt: string;
  readonly decision: SignedReading['decision'];
  readonly seal: string;
}

export const signatureOf = ({ number, reader, signedAt, decision, seal }: SignedReading): Signature => ({
  version: number,
  reader,
  signedAt: new Date(signedAt).toISOString(),
  decision,
  seal,
});

export const SIGNATURE_COLUMNS = [
  'signed_version',
  'signed_by',
  'signed_at',
  'overridden_score',
  'value_before',
  'signed_value',
  'override_reason',
] as const;

/** In the order of the columns; the scores beside them stay the measured ones. */
export function signatureCells({ version, reader, signedAt, decision }: Signature) {
  const who = [version, reader, signedAt];
  if (decision.kind === 'accepted') return [...who, undefined, undefined, undefined, undefined];
  const { score, from, to, reason } = decision;
  return [...who, score, from, to, reason];
}
