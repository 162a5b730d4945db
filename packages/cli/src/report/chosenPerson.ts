import { TimescopeError } from '@timescope/core/errors';
import {
  joinsAmong,
  type PatientCandidate,
  type PatientResults,
} from '@timescope/core/report/patientResults';

/**
 * The one person whose results were found.
 * @throws TimescopeError NOT_FOUND where there are none, CONFLICT where the user must say who is meant
 */
export function chosenPerson(found: PatientResults): PatientCandidate {
  switch (found.kind) {
    case 'found':
      return found;
    case 'none':
      throw new TimescopeError('NOT_FOUND', nothing(found.studies), {
        nextStep:
          found.studies === 0
            ? 'Check the ID, upper and lower case too, and the issuer.'
            : 'Run score, immune or predict with --store, or save in the viewer, then make the report.',
      });
    case 'ambiguous':
      throw new TimescopeError('CONFLICT', severalPersons(found.candidates), {
        nextStep: `Say who is meant with --identity KEY; results of two persons are never put together.${joins(found.candidates)}`,
        fields: { candidates: found.candidates.length },
      });
  }
}

/** Alike but for an issuer that is missing: only the user can know. */
const joins = (candidates: readonly PatientCandidate[]): string =>
  joinsAmong(candidates)
    .map(({ key }) => ` If you know that they are one person: --identity ${key}.`)
    .join('');

const nothing = (studies: number): string =>
  studies === 0
    ? 'There is no study with this patient ID.'
    : `There ${studies === 1 ? 'is 1 study' : `are ${String(studies)} studies`} with this patient ID and no result of TIMEscope in ${studies === 1 ? 'it' : 'them'}.`;

function severalPersons(candidates: readonly PatientCandidate[]): string {
  const [only, ...others] = candidates;
  if (only && others.length === 0)
    return `The results are of somebody else than was asked for: ${described(only)}.`;
  return `These results may be of ${String(candidates.length)} persons: ${candidates.map(described).join('; ')}.`;
}

function described({ key, patient, results }: PatientCandidate): string {
  const { id, issuer, name, birthDate, sex } = patient;
  const said = [
    `ID ${id}`,
    issuer === '' ? 'no issuer' : `issuer ${issuer}`,
    name === '' ? 'no name' : name,
    birthDate === '' ? 'no birth date' : `born ${birthDate}`,
    sex === '' ? 'no sex' : sex,
    results.length === 1 ? '1 result' : `${String(results.length)} results`,
  ];
  return `${key} (${said.map(text => text.slice(0, LONGEST)).join(', ')})`;
}

/** As much of a text as is shown. Ours, from what archives hold at worst. */
const LONGEST = 256;
