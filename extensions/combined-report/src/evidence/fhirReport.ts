import { COMBINED_REPORT } from '@timescope/core/report/resultGroups';
import { DECISION } from '@timescope/core/dicom/codes';
import { TARGET_CODES } from '@timescope/core/report/ctCodes';
import { readableName } from '@timescope/core/report/readableName';
import type {
  ComparisonRow,
  PrintedValue,
  ReportDocument,
  ReportRow,
} from '@timescope/core/report/reportDocument';
import { reportStrings } from '@timescope/core/report/strings';
import { sha256Hex } from '@timescope/core/sha256';
import { concept, UCUM, type CodeableConcept } from './fhirCodes';
import { patientResource } from './fhirPatient';
import { printable } from '@timescope/core/report/printable';
import { AGREEMENT } from './reportCodes';

/** FHIR R4: the report, its patient and an observation for each printed value. */
export interface FhirBundle {
  readonly resourceType: 'Bundle';
  readonly type: 'collection';
  readonly timestamp?: string;
  readonly entry: readonly { readonly fullUrl: string; readonly resource: FhirResource }[];
}

export interface FhirResource {
  readonly resourceType: 'Patient' | 'DiagnosticReport' | 'Observation';
  readonly id: string;
  readonly [member: string]: unknown;
}

/** One printed row, and the heading that it stands under. */
interface Placed {
  readonly row: ReportRow;
  readonly section: string;
}

/**
 * The report for systems that read FHIR R4 (DiagnosticReport), as plain data; equal arguments give equal data. Its status
 * is "preliminary": nobody attests a research result.
 * @param pdf travels along as an attachment
 */
export function fhirReport(report: ReportDocument, pdf?: Uint8Array): FhirBundle {
  const key = sha256Hex(JSON.stringify(report));
  const idOf = (name: string) => uuidFrom(sha256Hex(`${key} ${name}`));
  const patient = patientResource(report, idOf('patient'));
  const subject = { reference: urn(patient.id) };
  const observations = rowsOf(report).map((placed, k) =>
    observation(placed, idOf(`observation ${k}`), { subject, meta: metaOf(report) }),
  );
  const diagnostic: FhirResource = {
    resourceType: 'DiagnosticReport',
    id: idOf('report'),
    meta: metaOf(report),
    language: reportStrings.language,
    text: narrative(sentencesOf(report)),
    status: 'preliminary',
    code: concept(COMBINED_REPORT, shown(report.title)),
    subject,
    ...(isInstant(report.madeAt) && { issued: report.madeAt }),
    ...(report.reader !== '' && { performer: [{ display: shown(readableName(report.reader)) }] }),
    result: observations.map(({ id }) => ({ reference: urn(id) })),
    conclusion: shown(report.conclusion.sentence),
    ...(pdf && {
      presentedForm: [
        {
          contentType: 'application/pdf',
          language: reportStrings.language,
          data: base64(pdf),
          title: shown(report.title),
        },
      ],
    }),
  };
  return {
    resourceType: 'Bundle',
    type: 'collection',
    ...(isInstant(report.madeAt) && { timestamp: report.madeAt }),
    entry: [diagnostic, patient, ...observations].map(resource => ({ fullUrl: urn(resource.id), resource })),
  };
}

/** Every row of the report, in its order. */
function rowsOf(report: ReportDocument): readonly Placed[] {
  const { headings } = reportStrings;
  const { ct, pathology, changes, context, provenance } = report;
  return [
    ...report.patient.map(row => ({ row, section: headings.patient })),
    ...report.comparison.flatMap(comparedRows),
    ...[ct, ...pathology, ...changes, context, provenance].flatMap(({ title, rows }) =>
      rows.map(row => ({ row, section: title })),
    ),
  ];
}

function comparedRows({ target, label, ct, tissue, agreement, decided }: ComparisonRow): readonly Placed[] {
  const { columns } = reportStrings;
  const code = TARGET_CODES[target];
  const sides = [
    { name: columns.ct, side: ct },
    { name: columns.tissue, side: tissue },
  ];
  return [
    ...sides.flatMap(({ name, side }) => {
      const section = `${label}: ${name}`;
      return side.kind === 'assessed'
        ? side.rows.map(row => ({ row, section }))
        : [{ row: { label: name, value: side, code }, section: label }];
    }),
    {
      row: {
        label: columns.agreement,
        value: { ...agreement, text: reportStrings.agreement[agreement.text] },
        code: AGREEMENT,
      },
      section: label,
    },
    { row: { label: columns.decision, value: { text: decided }, code: DECISION }, section: label },
  ];
}

function observation(
  { row, section }: Placed,
  id: string,
  common: Readonly<Record<'subject' | 'meta', unknown>>,
): FhirResource {
  const { label, value, detail, code } = row;
  const notes = [detail, value.because].flatMap(each =>
    each === undefined || each === '' ? [] : [shown(each)],
  );
  const name = `${section}: ${label}`;
  return {
    resourceType: 'Observation',
    id,
    ...common,
    text: narrative([`${name}: ${value.text}`, ...notes]),
    status: 'preliminary',
    category: [{ text: shown(section) }],
    code: concept(code, shown(label)),
    ...valueOf(row),
    ...(notes.length > 0 && { note: notes.map(text => ({ text })) }),
    ...derivedFrom(value),
  };
}

/** The content items that a value was read from; a change has two, the later one first. */
function derivedFrom({ source, sources, difference }: PrintedValue): Readonly<Record<string, unknown>> {
  const items = difference ? [difference.later, difference.earlier] : (sources ?? (source ? [source] : []));
  if (items.length === 0) return {};
  return {
    derivedFrom: items.map(({ report, item }) => ({
      type: 'DocumentReference',
      identifier: { system: 'urn:dicom:uid', value: `urn:oid:${report}` },
      display: reportStrings.contentItem(item),
    })),
  };
}

function valueOf({ value }: ReportRow): Readonly<Record<string, unknown>> {
  const { text, number, because } = value;
  if (number)
    return {
      valueQuantity: { value: number.value, unit: number.unit, system: UCUM, code: number.unit },
    };
  if (because === undefined) return { valueString: shown(text) };
  const absent: CodeableConcept = {
    coding: [
      {
        system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason',
        ...(text === reportStrings.notAssessed
          ? { code: 'not-performed', display: 'Not Performed' }
          : { code: 'unknown', display: 'Unknown' }),
      },
    ],
    text: shown(text),
  };
  return { dataAbsentReason: absent };
}

/** The research use, and that a patient was generated, stand on each resource. */
const metaOf = ({ researchUse, demonstrationPatient }: ReportDocument) => ({
  tag: [{ display: researchUse }],
  ...(demonstrationPatient && {
    security: [
      {
        system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
        code: 'HTEST',
        display: 'test health data',
      },
    ],
  }),
});

/** What stands in no row. */
const sentencesOf = (report: ReportDocument): readonly string[] => [
  report.title,
  report.researchUse,
  ...(report.demonstrationPatient ? [reportStrings.demonstrationPatient] : []),
  report.conclusion.sentence,
  ...report.conclusion.flags,
  ...report.conclusion.notAssessed,
  ...[report.ct, ...report.pathology, ...report.changes, report.context].flatMap(({ notes }) => notes),
  ...report.limits,
];

const narrative = (paragraphs: readonly string[]) => ({
  status: 'generated',
  div: `<div xmlns="http://www.w3.org/1999/xhtml">${paragraphs.map(each => `<p>${escaped(shown(each))}</p>`).join('')}</div>`,
});

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Without controls, which XML cannot carry. */
const shown = (text: string): string => printable(text, () => true);

/** A moment without a zone is no instant of FHIR. */
const isInstant = (at: string): boolean => /T.*(Z|[+-]\d\d:\d\d)$/.test(at);

const urn = (id: string): string => `urn:uuid:${id}`;

/** Version 8 (RFC 9562): made of content. */
const uuidFrom = (hex: string): string =>
  [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');

const CHUNK = 0x8000;

function base64(bytes: Uint8Array): string {
  let letters = '';
  for (let at = 0; at < bytes.length; at += CHUNK)
    letters += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(letters);
}
