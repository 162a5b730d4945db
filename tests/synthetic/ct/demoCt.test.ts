import { readCtSeries } from '@timescope/core/dicom/read/ctSeries';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { text } from '@timescope/core/dicom/json';
import { sha256Hex } from '@timescope/core/sha256';
import { readNiftiMask } from '@timescope/runtime/itk';
import { demoCt, type DemoCt } from '@timescope/synthetic/ct/demoCt';
import { niftiFile } from '@timescope/core/nifti/niftiFile';
import { writeCtSeries } from '@timescope/synthetic/ct/writeDemoCt';
import { demoCtDescription } from '@timescope/synthetic/demoPatient';
import { onGrid } from '@timescope/core/geometry/maskOnGrid';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** Drawing a scan takes 15 s of one core; CI machines are shared. */
const MINUTES = 240_000;

let ct: DemoCt;
let folder: string;
let files: readonly string[];

beforeAll(async () => {
  ct = demoCt(1);
  folder = await mkdtemp(path.join(os.tmpdir(), 'demo-ct-'));
  files = await writeCtSeries(folder, ct.volume, demoCtDescription, () => undefined);
}, MINUTES);
afterAll(() => rm(folder, { recursive: true, force: true }));

const digest = (values: Int16Array | Uint8Array) =>
  sha256Hex(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));

const plane = 512 * 512;
const areasMm2 = () =>
  Array.from({ length: 48 }, (_, k) => 0.5625 * count(ct.tumour.values.subarray(k * plane, (k + 1) * plane)));

function count(mask: Uint8Array): number {
  let voxels = 0;
  for (const value of mask) voxels += value;
  return voxels;
}

/** The share of all voxels whose HU lie in a range. */
function share(from: number, to: number): number {
  let voxels = 0;
  for (const hu of ct.volume.hu) if (hu >= from && hu < to) voxels++;
  return voxels / ct.volume.hu.length;
}

test('the tumour is one mass of 3 to 6 cm over at least six slices that follow one another', () => {
  const areas = areasMm2();
  const cut = areas.map((area, k) => ({ area, k })).filter(({ area }) => area > 0);
  expect(cut.length).toBeGreaterThanOrEqual(6);
  expect((cut.at(-1)?.k ?? 0) - (cut[0]?.k ?? 0)).toBe(cut.length - 1);
  const across = 2 * Math.sqrt(Math.max(...areas) / Math.PI);
  expect(across).toBeGreaterThan(30);
  expect(across).toBeLessThan(60);
});

test('the tumour enhances like soft tissue and holds neither gas nor bone', () => {
  let [sum, extreme] = [0, 0];
  ct.tumour.values.forEach((inside, index) => {
    if (inside === 0) return;
    const hu = ct.volume.hu[index] ?? 0;
    sum += hu;
    if (hu < -300 || hu > 250) extreme++;
  });
  const voxels = count(ct.tumour.values);
  expect(sum / voxels).toBeGreaterThan(40);
  expect(sum / voxels).toBeLessThan(130);
  expect(extreme / voxels).toBeLessThan(0.02);
});

test('fat, soft tissue, contrast, bone and gas take shares as in an abdomen', () => {
  expect(share(-140, -70)).toBeGreaterThan(0.1);
  expect(share(30, 140)).toBeGreaterThan(0.1);
  expect(share(140, 210)).toBeGreaterThan(0.005);
  expect(share(300, 1500)).toBeGreaterThan(0.002);
  expect(share(300, 1500)).toBeLessThan(0.03);
  expect(share(-1024, -900)).toBeGreaterThan(0.3);
});

test('noise: about 11 HU in the liver, neighbours alike, slices not', () => {
  const at = (i: number, j: number, k: number) => ct.volume.hu[(k * 512 + j) * 512 + i] ?? 0;
  const places = Array.from({ length: 400 }, (_, n) => [130 + (n % 20), 215 + Math.floor(n / 20)] as const);
  const values = places.map(([i, j]) => at(i, j, 30));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const cov = (other: readonly number[]) =>
    values.reduce((sum, value, n) => sum + (value - mean) * ((other[n] ?? 0) - mean), 0) / values.length;
  const deviation = Math.sqrt(cov(values));
  expect(mean).toBeGreaterThan(90);
  expect(mean).toBeLessThan(120);
  expect(deviation).toBeGreaterThan(8);
  expect(deviation).toBeLessThan(16);
  expect(cov(places.map(([i, j]) => at(i + 1, j, 30))) / cov(values)).toBeGreaterThan(0.4);
});

test('the written series reads back as the same volume, evenly spaced, without a warning', async () => {
  const instances = await Promise.all(
    files.map(async file => {
      const bytes = new Uint8Array(await readFile(file));
      const { meta, dataset, pixelData } = readPart10(bytes);
      const native = pixelData?.kind === 'native' ? pixelData : { offset: 0, length: 0 };
      const pixels = bytes.subarray(native.offset, native.offset + native.length);
      return { dataset, transferSyntax: meta.transferSyntax, pixels };
    }),
  );
  const read = readCtSeries(instances);
  expect(read.size).toEqual([512, 512, 48]);
  expect(digest(read.hu)).toBe(digest(ct.volume.hu));
  expect(read.placement).toEqual(ct.volume.placement);
  expect([read.evenlySpaced, read.warnings]).toEqual([true, []]);
  expect(new Set(read.sliceUids).size).toBe(48);
  expect(text(instances[0]?.dataset ?? {}, '00100020')).toBe('TS-DEMO-1');
});

test('dciodvfy finds no error in a slice', () => {
  const { stderr, error } = spawnSync('dciodvfy', ['-new', files[7] ?? ''], { encoding: 'utf8' });
  if (error) throw error;
  expect(stderr.split('\n').filter(line => line.startsWith('Error'))).toEqual([]);
});

test('pydicom reads the same HU, place and patient', () => {
  const script = `
import pydicom, hashlib, sys, json
d = pydicom.dcmread(sys.argv[1])
print(json.dumps([str(d.PatientName), d.Modality, [float(v) for v in d.ImagePositionPatient], hashlib.sha256(d.pixel_array.tobytes()).hexdigest()]))`;
  const printed = execFileSync('/usr/bin/python3', ['-c', script, files[7] ?? ''], { encoding: 'utf8' });
  const slice = ct.volume.hu.slice(7 * plane, 8 * plane);
  expect(JSON.parse(printed)).toEqual(['TIMESCOPE^DEMO', 'CT', [-192, -192, 35], digest(slice)]);
});

test('the mask as NIfTI lies on the grid of the scan', async () => {
  const file = path.join(folder, 'tumour.nii');
  await writeFile(file, niftiFile(ct.tumour));
  const read = onGrid(await readNiftiMask(file), ct.volume);
  expect(digest(read.values)).toBe(digest(ct.tumour.values));
});
