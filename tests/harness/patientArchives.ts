import { dicomwebClient, type DicomwebClient } from '@timescope/core/dicomweb/client';
import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import {
  patientResults,
  type AskedPatient,
  type PatientResults,
} from '@timescope/core/report/patientResults';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { workplace, type Workplace } from '../server/testServer';
import { startOrthanc, type Orthanc } from './orthanc';
import { smallReport, writeResults, type SmallReport, type Whose } from './patientReports';

export interface Archive {
  readonly client: DicomwebClient;
  /** Requests since it was opened. */
  readonly asked: string[];
}

/** A real Orthanc, started when it is first wanted, and as many embedded servers as are asked for. */
export class PatientArchives {
  private orthanc: Promise<Orthanc> | undefined;
  private readonly places: Workplace[] = [];

  /** The embedded server over these results and files. */
  readonly embedded = async (
    results: readonly ResultObjects[],
    files: readonly Uint8Array[] = [],
  ): Promise<Archive> => {
    const place = await workplace();
    this.places.push(place);
    await writeResults(place.data, results);
    for (const [index, bytes] of files.entries())
      await writeFile(path.join(place.data, `other-${String(index)}.dcm`), bytes);
    return archiveAt(`${(await place.start()).url}/dicomweb`);
  };

  readonly onOrthanc = async (results: readonly ResultObjects[]): Promise<Archive> => {
    this.orthanc ??= startOrthanc();
    const archive = archiveAt((await this.orthanc).root);
    const files = results.flatMap(({ objects }) => objects.map(({ bytes }) => bytes));
    const { failed } = await archive.client.store(files, 'timescope-test');
    expect(failed).toEqual([]);
    archive.asked.length = 0;
    return archive;
  };

  async end(): Promise<void> {
    await (await this.orthanc)?.stop();
    for (const place of this.places) await place.close();
  }
}

function archiveAt(root: string): Archive {
  const asked: string[] = [];
  const counted: typeof fetch = (url, init) => {
    asked.push(url instanceof Request ? url.url : url.toString());
    return fetch(url, init);
  };
  return { client: dicomwebClient(root, { fetch: counted }), asked };
}

export const ctResult = (whose: Whose, more: Partial<SmallReport> = {}): ResultObjects =>
  smallReport(whose, { kind: 'ct', ...more });
export const slideResult = (whose: Whose, more: Partial<SmallReport> = {}): ResultObjects =>
  smallReport(whose, { kind: 'slide', ...more });

/** What was found, in a few words: kinds with the numbers of their versions. */
export function summary(found: PatientResults): unknown {
  if (found.kind === 'none') return { none: found.studies };
  const shown = (results: Extract<PatientResults, { kind: 'found' }>['results']) =>
    results.map(({ kind, versions }) => `${kind} ${versions.map(({ number }) => number).join(' ')}`);
  return found.kind === 'found'
    ? shown(found.results)
    : found.candidates.map(({ patient, results }) => [patient.issuer, patient.name, shown(results)]);
}

export const resultsOf = async (archive: Archive, asked: AskedPatient): Promise<unknown> =>
  summary(await patientResults(archive.client, asked));

export const studyOf = ({ objects }: ResultObjects): string => objects[0]?.studyInstanceUid ?? '';
