import { text, values, wholeName, type DicomJson } from '../dicom/json';
import { sha256Hex } from '../sha256';
import type { ReportPatient } from './reportFacts';

/** Whom an object names as its patient. */
export type PatientIdentity = Omit<ReportPatient, 'synthetic' | 'isJoined'>;

/** What an object says of its patient; an ID of several values, which none may have, keeps its backslashes. */
export function identityOf(dataset: DicomJson): PatientIdentity {
  return {
    id: values(dataset, '00100020').map(plain).join('\\'),
    issuer: (text(dataset, '00100021') ?? '').trim(),
    name: wholeName(dataset, '00100010').trim(),
    birthDate: (text(dataset, '00100030') ?? '').replaceAll('.', '').trim(),
    sex: (text(dataset, '00100040') ?? '').trim(),
  };
}

const plain = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** Names an identity, so that a reader's choice among several can be given back. */
export const identityKey = ({ id, issuer, name, birthDate, sex }: PatientIdentity): string =>
  sha256Hex(JSON.stringify([id, issuer, name, birthDate, sex])).slice(0, 12);

/**
 * Whether the two cannot be taken for one person: another ID or issuer, or a name, birth date or sex that contradicts.
 * An issuer that is missing is another one; a name, date or sex that is missing contradicts nothing. Ours.
 */
export function contradict(a: PatientIdentity, b: PatientIdentity): boolean {
  return (
    a.id !== b.id ||
    a.issuer !== b.issuer ||
    areDifferent(a.birthDate, b.birthDate) ||
    areDifferent(a.sex, b.sex) ||
    haveDifferentNames(a.name, b.name)
  );
}

/**
 * Whether the two may be one person if somebody who knows says so: of one ID, and only one of them names an issuer. Ours.
 */
export const mayBeOne = (a: PatientIdentity, b: PatientIdentity): boolean =>
  (a.issuer === '') !== (b.issuer === '') && !contradict({ ...a, issuer: '' }, { ...b, issuer: '' });

/**
 * Whether results of `found` may be of another person than the opened study: they contradict it, or they fit a study of
 * the ID that does. An archive that does not list the issuer says nothing about it.
 * @param listed of all studies with this ID
 */
export function isDoubtful(
  found: PatientIdentity,
  opened: PatientIdentity,
  listed: readonly PatientIdentity[],
): boolean {
  const issued = (study: PatientIdentity) =>
    study.issuer === '' ? { ...study, issuer: found.issuer } : study;
  const fitting = listed.map(issued).filter(study => !contradict(study, found));
  return [found, ...fitting].some(each => contradict(each, issued(opened)));
}

const areDifferent = (a = '', b = ''): boolean => a !== '' && b !== '' && a !== b;

/** Alphabetic with alphabetic, ideographic with ideographic; family, given and middle name without regard to case. */
function haveDifferentNames(a: string, b: string): boolean {
  const [groupsA, groupsB] = [nameGroups(a), nameGroups(b)];
  return groupsA.some((group, at) => {
    const other = groupsB[at];
    return other !== undefined && group.some((part, place) => areDifferent(part, other[place]));
  });
}

const WRITTEN_FORMS = 2;
const COMPARED_PARTS = 3;

const nameGroups = (name: string): readonly (readonly string[])[] =>
  name
    .normalize('NFC')
    .toUpperCase()
    .split('=')
    .slice(0, WRITTEN_FORMS)
    .map(group =>
      group
        .split('^')
        .slice(0, COMPARED_PARTS)
        .map(part => part.trim().replace(/\s+/g, ' ')),
    );

/**
 * Identities that are surely one person, as one each. Where one fits two that contradict each other, it stays by itself:
 * nothing is guessed.
 */
export function personsAmong(
  identities: readonly PatientIdentity[],
): readonly (readonly PatientIdentity[])[] {
  const different = [...new Map(identities.map(each => [identityKey(each), each])).values()];
  return connected(different).flatMap(group =>
    group.some(a => group.some(b => contradict(a, b))) ? group.map(each => [each]) : [group],
  );
}

/** Groups in which each fits at least one other. */
function connected(identities: readonly PatientIdentity[]): PatientIdentity[][] {
  let groups: PatientIdentity[][] = [];
  for (const identity of identities) {
    const fits = (group: readonly PatientIdentity[]) => group.some(each => !contradict(each, identity));
    groups = [...groups.filter(group => !fits(group)), [...groups.filter(fits).flat(), identity]];
  }
  return groups;
}

/** What the objects of one person say together: of each attribute the longest text. */
export function joinedIdentity([first, ...others]: readonly [
  PatientIdentity,
  ...PatientIdentity[],
]): PatientIdentity {
  return others.reduce(
    (joined, each) => ({
      ...joined,
      name: longer(joined.name, each.name),
      birthDate: longer(joined.birthDate, each.birthDate),
      sex: longer(joined.sex, each.sex),
    }),
    first,
  );
}

/** Of two equally long ones the first in the alphabet, so that the order of the objects does not matter. */
const longer = (a: string, b: string): string =>
  a.length === b.length ? (a < b ? a : b) : a.length > b.length ? a : b;
