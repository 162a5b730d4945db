import { TimescopeError } from '@timescope/core/errors';

/** Who a slide is of. An ID names a patient only together with who gave it. */
export interface PatientIdentity {
  readonly id: string | undefined;
  /** Issuer of Patient ID. */
  readonly issuer: string | undefined;
}

/**
 * Slides are compared only within one patient: same ID and same issuer, or neither with an issuer.
 * @throws TimescopeError CONFLICT
 */
export function requireSamePatient(one: PatientIdentity, other: PatientIdentity): void {
  if (one.id === undefined || other.id === undefined)
    throw refused('One of the slides does not say which patient it is of', 'Give both slides a Patient ID');
  if (one.id !== other.id)
    throw refused(
      'The slides are of two patients (their Patient IDs differ)',
      'Choose a slide of this patient',
    );
  if (one.issuer !== other.issuer)
    throw refused(
      'The Patient IDs are equal but were given by two issuers, so they may be two patients',
      'Have the archive reconcile the patients',
    );
}

const refused = (message: string, nextStep: string): TimescopeError =>
  new TimescopeError('CONFLICT', `${message}: they are not compared.`, { nextStep: `${nextStep}.` });
