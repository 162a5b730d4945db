import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';

/** The values of a gzipped NRRD file of 16-bit numbers, x fastest, as 3D Slicer writes label maps. */
export async function nrrdValues(file: string): Promise<{ size: readonly number[]; values: Int16Array }> {
  const bytes = await readFile(file);
  const end = bytes.indexOf('\n\n');
  const header = bytes.subarray(0, end).toString('latin1');
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(header)?.[1] ?? '';
  if (field('type') !== 'short' || field('encoding') !== 'gzip')
    throw new Error(`${file} is of another kind.`);
  const raw = gunzipSync(bytes.subarray(end + 2));
  return {
    size: field('sizes').split(' ').map(Number),
    values: new Int16Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length)),
  };
}
