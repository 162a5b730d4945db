import type { Code } from '@timescope/core/dicom/contentItem';
import { uidFrom } from '@timescope/core/dicom/write/uid';

export interface CodeableConcept {
  readonly coding?: readonly { readonly system: string; readonly code: string; readonly display: string }[];
  readonly text: string;
}

/** As FHIR names the coding schemes of DICOM (PS3.16 table 8-1). */
const SYSTEMS: Readonly<Record<string, string>> = {
  DCM: 'http://dicom.nema.org/resources/ontology/DCM',
  SCT: 'http://snomed.info/sct',
  LN: 'http://loinc.org',
  UCUM: 'http://unitsofmeasure.org',
  '99TIMESCOPE': `urn:oid:${uidFrom('TIMEscope', 'coding scheme')}`,
};

export const UCUM = 'http://unitsofmeasure.org';

/** @param text what people read */
export function concept({ value, scheme, meaning }: Code, text: string): CodeableConcept {
  const system = SYSTEMS[scheme];
  return { ...(system !== undefined && { coding: [{ system, code: value, display: meaning }] }), text };
}
