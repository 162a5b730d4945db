import { dicomwebClient } from '@timescope/core/dicomweb/client';
import type { ReportDocument } from '@timescope/core/report/reportDocument';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { report } from '../../../packages/cli/src/commands/report';
import { startOrthanc, type Orthanc } from '../../harness/orthanc';
import { printedBy } from '../../harness/printedBy';
import { measureTinyPatient, writeTinyPatient } from '../../harness/tinyPatient';

const PATIENT = { id: 'T 1/2', issuer: 'CLINIC', name: 'Иванова^Анна', birthDate: '19610412', sex: 'F' };

let folder: string;
let orthanc: Orthanc;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-report-'));
  orthanc = await startOrthanc();
  await writeTinyPatient(folder, PATIENT);
  await measureTinyPatient(folder);
}, 300_000);
afterAll(async () => {
  await orthanc.stop();
  await rm(folder, { recursive: true, force: true });
});

const at = (name: string) => path.join(folder, name);

/** Its report without the moment when it was made, and the pictures of its PDF. */
async function made(name: string, ...place: string[]) {
  const { text } = await printedBy(report, '--patient', PATIENT.id, ...place, '--out', at(name), '--json');
  const { madeAt, patient, ...document } = JSON.parse(text) as ReportDocument;
  const whose = patient.filter(({ label }) => madeAt !== '' && label !== 'Report made');
  const pictures = (await readFile(at(name), 'latin1')).match(/\/Subtype \/Image[\s\S]*?endstream/g) ?? [];
  return { values: JSON.stringify({ whose, document }), pictures };
}

test('Orthanc gives the report and the pictures that a folder of the same files gives', async () => {
  const client = dicomwebClient(orthanc.root, { fetch });
  const files = await readdir(folder, { recursive: true });
  for (const name of files.filter(file => file.endsWith('.dcm')))
    expect((await client.store([await readFile(at(name))], 'timescope-test')).failed).toEqual([]);
  const archive = await made('orthanc.pdf', '--pacs', orthanc.root);
  const data = await made('folder.pdf', '--data', folder);
  expect(archive.values).toBe(data.values);
  expect(archive.pictures.length).toBeGreaterThanOrEqual(3);
  expect(archive.pictures).toEqual(data.pictures);
}, 300_000);
