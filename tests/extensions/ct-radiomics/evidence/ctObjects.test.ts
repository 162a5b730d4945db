import { resultsOf } from '@timescope/core/dicomweb/studyResults';
import { contentDigest, contentDigests } from '@timescope/core/dicom/contentDigest';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { readStructuredReport } from '@timescope/core/dicom/read/structuredReport';
import type { DicomObject } from '@timescope/core/dicom/write/resultObjects';
import { digestsIn } from '@timescope/core/result/digestedReport';
import { predictionHash } from '@timescope/core/result/predictionHash';
import { ctObjects } from '@timescope/extension-ct-radiomics/evidence/ctObjects';
import { ctSubject } from '@timescope/extension-ct-radiomics/evidence/ctSubject';
import type { CtToSave } from '@timescope/extension-ct-radiomics/evidence/ctToSave';
import { predictionIn, readCtObjects } from '@timescope/extension-ct-radiomics/evidence/readCtObjects';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dumpOf, errorsIn, warningsIn } from '../../../harness/dicomOracles';
import { savedCt, savedOnCt, savedRoi } from '../../../harness/savedCt';

const ct = savedOnCt;
const roi = savedRoi;

let saved: CtToSave;
beforeAll(async () => {
  saved = await savedCt();
});

const bytesOf = (objects: readonly DicomObject[]) => objects.map(({ bytes }) => bytes);

test('what is stored comes back the same: outline, maps, crop, decisions, numbers', () => {
  const { objects } = ctObjects(saved);
  expect(objects.map(({ name }) => name)).toEqual([
    'roi-seg', 'roi-rtstruct', 'gradcam-tsr', 'gradcam-tils', 'gradcam-is', 'crop', 'prediction',
  ]); // prettier-ignore
  const { source, withCrop, ...wanted } = saved;
  expect(source.images).toHaveLength(4);
  expect(withCrop).toBe(true);
  expect(readCtObjects(bytesOf(objects).toReversed())).toEqual(wanted);
});

test('a slice that the reader chose instead of the largest says so in report and document, and comes back', async () => {
  const texts = (of: CtToSave) => {
    const report = ctObjects(of).objects.at(-1)?.bytes;
    return JSON.stringify(report && readStructuredReport(report).root);
  };
  const chosen = await savedCt({ slice: 2, crop: 'masked' });
  expect(chosen.outcome.result.slice).toMatchObject({ index: 2, chosenBy: 'reader' });
  expect(texts(chosen)).toMatch(/"SLICECHOSENBY"[^}]*}[^}]*"text":"reader"/);
  expect(texts(saved)).toMatch(/"SLICECHOSENBY"[^}]*}[^}]*"text":"largest area"/);
  const read = readCtObjects(bytesOf(ctObjects(chosen).objects)).outcome.result;
  expect(read.slice.chosenBy).toBe('reader');
  expect(read.provenance.preprocessing.crop).toBe('masked');
});

test('a result whose reason ends in a NUL, as earlier builds could save it, opens', () => {
  const decisions = saved.decisions.map(each =>
    'reason' in each ? { ...each, reason: `${each.reason}\u0000` } : each,
  );
  expect(readCtObjects(bytesOf(ctObjects({ ...saved, decisions }).objects)).decisions).toEqual(decisions);
});

test('a second version names the first, is told from it, and repeats to the byte', () => {
  const first = ctObjects(saved);
  const report = first.objects.at(-1);
  if (!report) throw new Error('There is no report.');
  const predecessor = { seriesInstanceUid: report.seriesInstanceUid, sopInstanceUid: report.sopInstanceUid };
  const next: CtToSave = { ...saved, decisions: saved.decisions.slice(1), predecessor, version: 2 };
  const second = ctObjects(next);
  expect(second.predecessor).toBe(report.sopInstanceUid);
  const uids = [...first.objects, ...second.objects].map(({ sopInstanceUid }) => sopInstanceUid);
  expect(new Set(uids).size).toBe(uids.length);
  expect(bytesOf(ctObjects(next).objects)).toEqual(bytesOf(second.objects));
  const all = bytesOf([...first.objects, ...second.objects]);
  const { versions } = resultsOf(all.map(bytes => readPart10(bytes).dataset));
  expect(versions.map(({ number }) => number).sort()).toEqual([1, 2]);
  expect(versions.map(({ subject }) => subject)).toEqual([ctSubject('Tumour'), ctSubject('Tumour')]);
  expect(readCtObjects(bytesOf(second.objects))).toMatchObject({ version: 2, predecessor });
});

test('the report keeps a digest of each object, which tells a moved contour and no other time of saving', () => {
  const { objects } = ctObjects(saved);
  const report = objects.at(-1)?.bytes;
  const kept = report && digestsIn(readStructuredReport(report).state ?? report);
  expect(kept).toEqual({ kind: 'kept', of: contentDigests(objects) });
  const later = { ...saved, savedBy: { ...saved.savedBy, at: { date: '20261123', time: '080000' } } };
  expect(contentDigests(ctObjects(later).objects)).toEqual(contentDigests(objects));
  const contours = objects.find(({ name }) => name === 'roi-rtstruct');
  if (!contours) throw new Error('There are no contours.');
  const moved = Buffer.from(contours.bytes);
  // Contour Data (3006,0050): the first digit behind the tag and, without VR, four bytes of length.
  const at = moved.indexOf(Uint8Array.of(0x06, 0x30, 0x50, 0)) + 8;
  moved.write(moved.toString('latin1', at, at + 1) === '7' ? '8' : '7', at);
  expect(contentDigest(moved)).not.toBe(contentDigest(contours.bytes));
});

interface Recomputed {
  readonly segment: {
    readonly voxels: number;
    readonly volumeMm3: number;
    readonly areasMm2: Record<string, number>;
  };
  readonly contours: { readonly images: readonly string[]; readonly planes: readonly number[] };
  readonly maps: Record<
    string,
    { readonly box: readonly number[]; readonly sum: number; readonly highest: number }
  >;
  readonly numbers: Record<string, number>;
  readonly decisions: readonly string[];
  readonly crop: { readonly shape: readonly number[]; readonly sum: number };
}

/** The objects as pydicom reads them. */
function recomputed(objects: readonly DicomObject[]): Recomputed {
  const folder = mkdtempSync(path.join(tmpdir(), 'timescope-ct-'));
  try {
    const files = objects.map(({ name, bytes }) => {
      const file = path.join(folder, `${name}.dcm`);
      writeFileSync(file, bytes);
      return file;
    });
    const script = path.join(import.meta.dirname, '../../../oracles/read_ct_objects.py');
    return JSON.parse(
      execFileSync('/usr/bin/python3', [script, ...files], { encoding: 'utf8' }),
    ) as Recomputed;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('pydicom recomputes volume, area, maps and numbers from the objects alone', () => {
  const { result, maps, crop } = saved.outcome;
  const read = recomputed(ctObjects(saved).objects);
  expect(read.segment.voxels).toBe(roi.values.reduce((sum, value) => sum + value, 0));
  expect(read.segment.areasMm2[result.slice.sopInstanceUid ?? '']).toBeCloseTo(result.slice.areaMm2, 9);
  expect(read.numbers['Tumour: 118565006']).toBeCloseTo(read.segment.volumeMm3, 9);
  expect(read.numbers['Slice of the prediction: 42798000']).toBe(result.slice.areaMm2);
  expect(read.numbers['Slice of the prediction: 103339001']).toBe(result.slice.longAxisMm);
  expect(read.numbers['Slice of the prediction: 103340004']).toBe(result.slice.shortAxisMm);
  expect(read.numbers['Slice of the prediction: 112031']).toBe(result.slice.meanHu);
  expect(read.numbers['Slice of the prediction: SLICENUMBER']).toBe(2 * result.slice.index + 1);
  expect(read.numbers['Slice of the prediction: SLICEINDEX']).toBe(result.slice.index);
  expect(read.numbers['Slice of the prediction: SLICEPOSITION']).toBe(result.slice.zMm);
  expect(read.numbers['Tumour-stroma ratio: AUC']).toBe(0.786);
  expect(read.numbers['Tumour-stroma ratio: PROBABILITY']).toBe(result.targets.tsr?.probability);
  expect(read.numbers['TIME type, derived: TIMECOUNT']).toBe(result.time.derived?.count);
  expect(read.decisions).toEqual(['ACCEPTED', 'AMENDED', 'REJECTED']);
  expect(read.contours).toEqual({ images: ct.sliceUids.slice(1), planes: [5, 10, 15] });
  const { box, values } = maps.tsr ?? { box: undefined, values: new Float32Array() };
  const map = read.maps.GRADCAM_TSR;
  expect(map?.box).toEqual([box?.x, box?.y, box?.width, box?.height]);
  expect(map?.sum).toBeCloseTo(
    values.reduce((sum, value) => sum + value, 0),
    6,
  );
  expect(map?.highest).toBe(1);
  const { width, height, values: grey } = crop.preview;
  expect(read.crop).toEqual({ shape: [height, width], sum: grey.reduce((sum, value) => sum + value, 0) });
});

/** Named in docs/dicom-conformance.md: private codes, and body parts that the validator does not know to be unpaired. */
const KNOWN = /<99TIMESCOPE>|CodingSchemeUID|Laterality|\(0099,100[12],"TIMESCOPE"\)/;

test('every object passes dciodvfy, says what it is for and who made it', () => {
  for (const { name, bytes } of ctObjects(saved).objects) {
    expect([name, errorsIn(bytes)]).toEqual([name, []]);
    const left = warningsIn(bytes).filter(line => !KNOWN.test(line));
    expect([name, left]).toEqual([name, []]);
    const { dataset } = readPart10(bytes);
    expect(dataset['0008103E']?.Value?.[0]).toMatch(/^TIMEscope CT: /);
    expect(JSON.stringify(dataset)).toContain('TIMEscope');
  }
});

test('dsrdump shows the numbers, the classes, the decisions and the research-use sentence', () => {
  const report = ctObjects(saved).objects.at(-1);
  const dump = dumpOf(report?.bytes ?? new Uint8Array());
  for (const shown of [
    'For Research Use Only',
    'Demonstration weights',
    'Probability of the class',
    '0.25',
    'Rejected',
    'Seen on the slide',
    'Volume',
    '200 held-out drawn crops',
    'TEXT:(MODELSHA256,99TIMESCOPE,"SHA-256 of the weights that predicted")="000000',
  ])
    expect(dump).toContain(shown);
  const read = readStructuredReport(report?.bytes ?? new Uint8Array());
  expect(predictionIn(read)).toEqual(saved.outcome.result);
});

test('a prediction of before has no axes, no mean and no area under the curve: it is saved and opened all the same', () => {
  const { result } = saved.outcome;
  const added = new Set(['longAxisMm', 'shortAxisMm', 'meanHu', 'auc']);
  const before = JSON.parse(
    JSON.stringify(result, (name, value: unknown) => (added.has(name) ? undefined : value)),
  ) as typeof result;
  expect(predictionHash(before)).not.toBe(result.hash);
  const { objects } = ctObjects({ ...saved, outcome: { ...saved.outcome, result: before } });
  expect(readCtObjects(bytesOf(objects)).outcome.result).toEqual(before);
  expect(dumpOf(objects.at(-1)?.bytes ?? new Uint8Array())).not.toContain('Long axis');
});

test('a missing map, another outline and a report without its private element are told', () => {
  const { objects } = ctObjects(saved);
  const without = objects.filter(({ name }) => name !== 'gradcam-tils');
  expect(() => readCtObjects(bytesOf(without))).toThrow(
    'The map of tils that the report names is not there.',
  );
  const other = ctObjects({
    ...saved,
    roi: { ...saved.roi, mask: { ...roi, values: roi.values.map(value => 1 - value) } },
  });
  expect(() => readCtObjects(bytesOf(other.objects))).toThrow('The outline is not the one that was stored');
  expect(() => readCtObjects([])).toThrow('None of the 0 objects is a CT report');
});
