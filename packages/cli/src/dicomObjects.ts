import { text } from '@timescope/core/dicom/json';
import { WHOLE_SLIDE_MICROSCOPY } from '@timescope/core/dicom/read/slide';
import { readStructuredReport } from '@timescope/core/dicom/read/structuredReport';
import type { DicomObject } from '@timescope/core/dicom/write/resultObjects';
import { COMPREHENSIVE_3D_SR } from '@timescope/core/dicom/write/structuredReport';
import { TimescopeError } from '@timescope/core/errors';
import { open, readdir, readFile, realpath, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { completeFile } from './score/completeFile';
import { makeFolder } from './score/outFolder';
import { openDicomFile } from './slide/dicomFiles';
import { unfinished } from './unfinishedFiles';

/** Where a run keeps its DICOM objects. */
export const dicomFolder = (out: string): string => path.join(out, 'dicom');

/**
 * Before a run measures: the folder of its objects may hold objects of ours only, and none that the run reads.
 * @param inputs paths; addresses lie in no folder
 * @throws TimescopeError USAGE
 */
export async function requireOwnFolder(out: string, inputs: readonly string[]): Promise<void> {
  const folder = await realpath(dicomFolder(out)).catch(() => undefined);
  if (folder === undefined) return;
  for (const input of inputs) {
    const at = await realpath(input).catch(() => undefined);
    if (at !== undefined && (at === folder || path.dirname(at) === folder)) throw notForUs(folder, input);
  }
  await ownFiles(folder);
}

/**
 * Before a run reads: what is written into the folder of a CT would be read as the CT's the next time.
 * @param input a file or a folder that is read with its subfolders
 * @throws TimescopeError USAGE where `out` is that folder or lies in it
 */
export async function requireOutside(out: string, input: string): Promise<void> {
  const isFolder = await stat(input).then(
    found => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return;
  const way = path.relative(await realpath(input), await realPlace(path.resolve(out)));
  if (way === '..' || way.startsWith(`..${path.sep}`) || path.isAbsolute(way)) return;
  throw new TimescopeError('USAGE', `--out ${out} would write into the folder of the CT ${input}.`, {
    kind: 'usage',
    nextStep: 'Give another --out DIR.',
  });
}

/** Without links, also where the last folders are not there yet. */
async function realPlace(at: string): Promise<string> {
  const found = await realpath(at).catch(() => undefined);
  if (found !== undefined || path.dirname(at) === at) return found ?? at;
  return path.join(await realPlace(path.dirname(at)), path.basename(at));
}

/**
 * Writes one file an object. Objects that an earlier report in the folder names and this result lacks are taken away.
 * @throws TimescopeError USAGE, with nothing changed, where the folder holds DICOM files that are no result of ours
 */
export async function writeDicomObjects(out: string, objects: readonly DicomObject[]): Promise<void> {
  const folder = dicomFolder(out);
  await makeFolder(folder);
  const before = await ownFiles(folder);
  const named = await namedByReports(before);
  const names = new Set(objects.map(({ name }) => `${name}.dcm`));
  for (const { file, uid } of before)
    if (named.has(uid) && !names.has(path.basename(file))) await rm(file, { force: true });
  for (const { name, bytes } of objects) await writeWhole(path.join(folder, `${name}.dcm`), bytes);
}

interface OwnFile {
  readonly file: string;
  readonly uid: string;
  readonly sopClassUid: string;
}

/** @throws TimescopeError USAGE for a file that is no result of ours */
async function ownFiles(folder: string): Promise<readonly OwnFile[]> {
  const files = (await readdir(folder)).filter(name => name.endsWith('.dcm'));
  const found: OwnFile[] = [];
  for (const name of files) {
    const own = await ownFile(path.join(folder, name));
    if (!own) throw notForUs(folder, name);
    found.push(own);
  }
  return found;
}

const CT_IMAGE = '1.2.840.10008.5.1.4.1.1.2';

/** Undefined for images, which the project may have made too, and for what cannot be read. */
async function ownFile(file: string): Promise<OwnFile | undefined> {
  const found = await openDicomFile(file).catch(() => undefined);
  const [first] = found?.files ?? [];
  if (!first) return undefined;
  const { meta, dataset } = first.part10;
  await first.close();
  const isImage = [WHOLE_SLIDE_MICROSCOPY, CT_IMAGE].includes(meta.sopClassUid);
  if (isImage || text(dataset, '00081090') !== 'TIMEscope') return undefined;
  return { file, uid: meta.sopInstanceUid, sopClassUid: meta.sopClassUid };
}

async function namedByReports(files: readonly OwnFile[]): Promise<ReadonlySet<string>> {
  const named = new Set<string>();
  for (const { file, sopClassUid } of files) {
    if (sopClassUid !== COMPREHENSIVE_3D_SR) continue;
    const { sopInstanceUid, evidence } = readStructuredReport(await readFile(file));
    named.add(sopInstanceUid);
    for (const { objects } of evidence) for (const object of objects) named.add(object.sopInstanceUid);
  }
  return named;
}

/** A file that is there as a whole or not at all. */
export async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const partial = `${file}.partial`;
  unfinished.add(partial);
  const handle = await open(partial, 'w');
  await handle.writeFile(bytes);
  await completeFile(handle, file);
  unfinished.delete(partial);
}

const notForUs = (folder: string, what: string): TimescopeError =>
  new TimescopeError('USAGE', `${folder} is for the objects of the result, but ${what} lies there.`, {
    kind: 'usage',
    nextStep: 'Give another --out DIR.',
  });
