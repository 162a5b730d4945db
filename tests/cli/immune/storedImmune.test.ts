import { jest } from '@jest/globals';
import { readStructuredReport } from '@timescope/core/dicom/read/structuredReport';
import { dicomwebClient } from '@timescope/core/dicomweb/client';
import { studyResults } from '@timescope/core/dicomweb/studyResults';
import { IMMUNE_SUBJECT } from '@timescope/extension-ihc-scoring/evidence/immuneSubject';
import { readImmuneObjects } from '@timescope/extension-ihc-scoring/evidence/readImmuneObjects';
import type { ImmuneResult } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResult';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dicomize } from '../../../packages/cli/src/commands/dicomize';
import { immune } from '../../../packages/cli/src/commands/immune';
import { verify } from '../../../packages/cli/src/commands/verify';
import { cohortOf, threePatients } from '../../extensions/ihc-scoring/pipeline/immune/threePatients';
import { temporaryFolder } from '../../harness/cohortFixture';
import { drawnSection, writeSection } from '../../harness/immuneSections';
import { startOrthanc, type Orthanc } from '../../harness/orthanc';
import { workplace, type Workplace } from '../../server/testServer';

jest.setTimeout(120_000);

const folder = await temporaryFolder();
const at = (name: string) => path.join(folder, name);
const sections = {
  cd3: drawnSection({ stroma: 1300, tumour: 350, muscle: 100 }, 3),
  cd8: drawnSection({ stroma: 470, tumour: 140, muscle: 50 }, 8),
};

let orthanc: Orthanc;
let place: Workplace;

beforeAll(async () => {
  process.env.TIMESCOPE_OUTBOX = at('outbox');
  [orthanc, place] = await Promise.all([startOrthanc(), workplace()]);
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  for (const [name, section] of Object.entries(sections)) {
    await writeSection(folder, name, section);
    const dataset = {
      patient: { name: 'SECTION^DRAWN', id: 'P1', issuer: 'CLINIC' },
      study: { date: '20260102', time: '101500', description: 'Colon' },
      series: { description: name.toUpperCase() },
      specimen: { identifier: 'S26-1-A1' },
    };
    await writeFile(at(`${name}.json`), JSON.stringify(dataset));
    await dicomize.run([at(`${name}.png`), '--mpp', '0.5', '--dataset', at(`${name}.json`), '--out', at(`slides/${name}`)]); // prettier-ignore
  }
  await dicomizeOther();
  await writeFile(at('cohort.json'), JSON.stringify(cohortOf(threePatients)));
});

/** The CD8 slide as one of another block. */
async function dicomizeOther(): Promise<void> {
  const about = await readFile(at('cd8.json'), 'utf8');
  await writeFile(at('other.json'), about.replace('S26-1-A1', 'S26-1-B2'));
  await dicomize.run([at('cd8.png'), '--mpp', '0.5', '--dataset', at('other.json'), '--out', at('slides/other')]); // prettier-ignore
}

afterAll(async () => {
  delete process.env.TIMESCOPE_OUTBOX;
  await orthanc.stop();
  await place.close();
});

// Threads run built files only.
const ROI = ['--roi-cd3', at('cd3.geojson'), '--roi-cd8', at('cd8.geojson'), '--workers', '1'];
const PANEL = ['--cd3', at('slides/cd3'), '--cd8', at('slides/cd8'), ...ROI];
const FIELDS = ['--margin', '100', '--field', '112', '--reference', at('cohort.json'), '--out', at('panel')];

const panel = (...more: string[]) => immune.run([...PANEL, ...FIELDS, ...more]);

const verified = (...more: string[]) => verifiedAt(at('panel'), ...more);

async function verifiedAt(place: string, ...more: string[]) {
  const lines: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation(text => lines.push(String(text)) > 0);
  const code = await verify.run([place, ...more]);
  write.mockReturnValue(true);
  return { code, says: lines.join('') };
}

const reportFile = () => readFile(at('panel/dicom/immune.dcm'));
const document = async () => JSON.parse(await readFile(at('panel/result.json'), 'utf8')) as ImmuneResult;

/** What the archive holds of the patient's panel, read again. */
async function fromArchive(root: string) {
  const client = dicomwebClient(root, { fetch });
  const { versions } = await studyResults(client, readStructuredReport(await reportFile()).studyInstanceUid);
  const own = versions.filter(({ subject }) => subject === IMMUNE_SUBJECT);
  const files = await Promise.all(own.map(({ report }) => client.instance(report.address)));
  return files.map(file => readImmuneObjects([file]));
}

test('a panel goes to Orthanc and to our own server, comes back the same, and a later one is its second version', async () => {
  expect(await panel('--store', orthanc.root)).toBe(0);
  const first = await document();
  expect(first.stromaImmuneScore).not.toBeNull();
  const bytes = await reportFile();
  expect(await fromArchive(orthanc.root)).toEqual([
    { ...readImmuneObjects([bytes]), result: first, version: 1, predecessor: null },
  ]);
  const server = `${(await place.start()).url}/dicomweb`;
  expect(await panel('--store', server, '--tils', '2,2')).toBe(0);
  const [second] = await fromArchive(server);
  expect(second?.result).toEqual(await document());
  expect(second?.version).toBe(2);
  expect(second?.predecessor?.sopInstanceUid).toBe(readStructuredReport(bytes).sopInstanceUid);
  const { code, says } = await verified('--store', server);
  expect([code, says]).toEqual([0, expect.stringContaining('The store has immune')]);
  expect(says).not.toContain('differs');
  expect(says).toContain(
    'The indices, densities and warnings of the report are those of the document in it.',
  );
  expect(says).toContain('The report carries this document.');
});

test('verify finds a report that was changed, and one of another panel than the document', async () => {
  const bytes = await reportFile();
  const changed = Buffer.from(bytes);
  // The first number's text form: (0040,A30A) DS and two bytes of length.
  const digit = changed.indexOf(Uint8Array.of(0x40, 0, 0x0a, 0xa3, 0x44, 0x53)) + 10;
  changed.write(changed.toString('latin1', digit, digit + 1) === '9' ? '8' : '9', digit);
  await writeFile(at('panel/dicom/immune.dcm'), changed);
  const tampered = await verified();
  expect([tampered.code, tampered.says]).toEqual([
    20,
    expect.stringContaining('Other content than was saved'),
  ]);
  await writeFile(at('panel/dicom/immune.dcm'), bytes);
  const alone = await verifiedAt(at('panel/dicom'));
  expect(alone.says).not.toContain('differs');
  expect(alone.says).toContain('Densities, scores and groups follow');
  const result = await document();
  await writeFile(at('panel/result.json'), JSON.stringify({ ...result, tsrOn: 'H&E' }));
  const other = await verified();
  expect([other.code, other.says]).toEqual([
    20,
    expect.stringContaining('The report carries another document'),
  ]);
});

test('slides of different specimens are refused in one sentence before anything is measured', async () => {
  const write = jest.spyOn(process.stdout, 'write').mockClear();
  await expect(immune.run(['--cd3', at('slides/cd3'), '--cd8', at('slides/other'), ...ROI])).rejects.toThrow(
    'The CD3 and the CD8 slide are of different specimens; no score is given.',
  );
  expect(write).not.toHaveBeenCalled();
});

test('plain images are measured, but have no study to be stored in', async () => {
  const plain = ['--cd3', at('cd3.png'), '--cd8', at('cd8.png'), '--mpp', '0.5', ...ROI];
  await expect(immune.run([...plain, '--store', orthanc.root])).rejects.toThrow(
    'A slide is a plain image: it has no patient and no study to be stored in.',
  );
});
