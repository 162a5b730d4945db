import { text } from '@timescope/core/dicom/json';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { readStructuredReport, type StructuredReport } from '@timescope/core/dicom/read/structuredReport';
import type { DicomObject } from '@timescope/core/dicom/write/resultObjects';
import { COMPREHENSIVE_3D_SR } from '@timescope/core/dicom/write/structuredReport';
import { messageOf } from '@timescope/core/errors';
import { runDocumentIn } from '@timescope/core/result/storedResult';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { REPLAY_DIFFERS } from '../score/replay';
import { differs, ok, someOf, type Check } from './check';
import { documentOf, type ResultDocument } from './savedResult';

/** The objects of a folder: those that can be read, and a complaint for each that cannot. */
export async function readObjects(
  files: readonly string[],
): Promise<{ readonly objects: readonly DicomObject[]; readonly complaints: readonly Check[] }> {
  const objects: DicomObject[] = [];
  const complaints: Check[] = [];
  for (const file of files) {
    try {
      objects.push(objectOf(path.basename(file, '.dcm'), await readFile(file)));
    } catch (thrown) {
      complaints.push(differs(`${path.basename(file)} cannot be read: ${messageOf(thrown)}`));
    }
  }
  return { objects, complaints };
}

function objectOf(name: string, bytes: Uint8Array): DicomObject {
  const { meta, dataset } = readPart10(bytes);
  return {
    name,
    sopClassUid: meta.sopClassUid,
    sopInstanceUid: meta.sopInstanceUid,
    seriesInstanceUid: text(dataset, '0020000E') ?? '',
    studyInstanceUid: text(dataset, '0020000D') ?? '',
    bytes,
  };
}

/** Our reports among the objects, each with the document that it carries. */
export interface ReportWithDocument {
  readonly report: StructuredReport;
  readonly document: ResultDocument;
}

export function reportsAmong(objects: readonly DicomObject[]): {
  readonly reports: readonly ReportWithDocument[];
  readonly complaints: readonly Check[];
} {
  const reports: ReportWithDocument[] = [];
  const complaints: Check[] = [];
  for (const { name, sopClassUid, bytes } of objects) {
    if (sopClassUid !== COMPREHENSIVE_3D_SR) continue;
    try {
      const report = readStructuredReport(bytes);
      const document = runDocumentIn(report);
      if (document !== undefined)
        reports.push({ report, document: documentOf(document, 'The document in the report') });
    } catch (thrown) {
      complaints.push(differs(`The report ${name} cannot be read: ${messageOf(thrown)}`));
    }
  }
  return { reports, complaints };
}

/** Whole-slide images and CT slices: what a report rests on and what no result brings along. */
const sources = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(2|2\.1|77\.1\.6)$/;

/** A report names every object of its version, and no object lies there that no report names. */
export function setCheck(
  objects: readonly DicomObject[],
  reports: readonly ReportWithDocument[],
): readonly Check[] {
  const here = new Set(objects.map(object => object.sopInstanceUid));
  const named = reports.flatMap(({ report }) => report.evidence.flatMap(series => series.objects));
  const missing = named.filter(
    ({ sopClassUid, sopInstanceUid }) => !sources.test(sopClassUid) && !here.has(sopInstanceUid),
  );
  const known = new Set([
    ...named.map(({ sopInstanceUid }) => sopInstanceUid),
    ...reports.map(({ report }) => report.sopInstanceUid),
  ]);
  const stray = objects.filter(({ sopInstanceUid }) => !known.has(sopInstanceUid));
  return [
    ...(reports.length === 0
      ? [differs('No report of ours lies among the objects: the set is not complete.')]
      : []),
    ...missing.map(({ sopInstanceUid }) =>
      differs(`The report names ${sopInstanceUid}, which is not there.`),
    ),
    ...(stray.length === 0 ? [] : [differs(`No report names ${someOf(stray.map(({ name }) => name))}.`)]),
    ...(reports.length > 0 && missing.length + stray.length === 0
      ? [ok(`All ${String(objects.length)} objects of the result are there.`)]
      : []),
  ];
}

/** The document beside the objects is the one in their report, but for names of files and what a repeat found. */
export function documentCheck(document: ResultDocument, reports: readonly ReportWithDocument[]): Check {
  const isThere = reports.some(report =>
    isDeepStrictEqual(withoutPlaces(report.document), withoutPlaces(document)),
  );
  return isThere
    ? ok('The report carries this document.')
    : differs('The report carries another document than the one in the folder.');
}

function withoutPlaces(document: ResultDocument): unknown {
  const copy = JSON.parse(JSON.stringify(document)) as {
    run?: { input?: unknown };
    warnings?: readonly { code: string }[];
    targets?: Readonly<Record<string, { gradcam?: unknown }>>;
  };
  if (copy.run) delete copy.run.input;
  if (copy.warnings) copy.warnings = copy.warnings.filter(({ code }) => code !== REPLAY_DIFFERS);
  for (const target of Object.values(copy.targets ?? {})) delete target.gradcam;
  return copy;
}
