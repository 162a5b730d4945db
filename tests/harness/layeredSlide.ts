import { data } from 'dcmjs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sharedData } from './sharedData';

const NUMBERED = 'dicom-wsi-highdicom/test_files/sm_image_numbers.dcm';

const TILE_BYTES = 10 * 10 * 3;

type Elements = Record<string, { vr: string; Value?: unknown[] }>;

/** A file of the real slide of numbered tiles with other elements. */
async function numbered(): Promise<{ dict: Elements; write(): ArrayBuffer }> {
  const bytes = new Uint8Array(await readFile(sharedData(NUMBERED)));
  return data.DicomMessage.readFile(bytes.buffer);
}

const set = (dict: Elements, tag: string, vr: string, ...Value: unknown[]) => {
  dict[tag] = { vr, Value };
};

/**
 * The numbered tiles with two optical paths of two focal planes each, which hold the tiles in four orders. The number of focal
 * planes is declared in both places. A label and an overview stand beside it in the series.
 */
export async function writeLayeredSlide(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const slide = await numbered();
  const { dict } = slide;
  const pixels = new Uint8Array(dict['7FE00010']?.Value?.[0] as ArrayBuffer);
  const layers = [0, 6, 12, 18].map(tiles => movedOn(pixels, tiles));
  set(dict, '7FE00010', 'OB', Uint8Array.from(layers.flatMap(layer => [...layer])).buffer);
  set(dict, '00280008', 'IS', '100');
  set(dict, '00480013', 'US', 2);
  set(dict, '00480302', 'UL', 2);
  set(dict, '00480303', 'UL', 2);
  const [path1] = dict['00480105']?.Value as Elements[];
  set(dict, '00480105', 'SQ', path1, { ...path1, '00480106': { vr: 'SH', Value: ['second'] } });
  const file = path.join(folder, 'slide.dcm');
  await writeFile(file, new Uint8Array(slide.write()));
  for (const [index, flavour] of ['LABEL', 'OVERVIEW'].entries()) {
    const aside = await numbered();
    set(aside.dict, '00080008', 'CS', 'ORIGINAL', 'PRIMARY', flavour, 'NONE');
    set(aside.dict, '00080018', 'UI', `1.2.826.0.1.3680043.10.511.3.9.${String(index + 1)}`);
    await writeFile(path.join(folder, `${flavour.toLowerCase()}.dcm`), new Uint8Array(aside.write()));
  }
  return file;
}

/** The same tiles, each so many places further on. */
function movedOn(pixels: Uint8Array, tiles: number): Uint8Array {
  const from = tiles * TILE_BYTES;
  return Uint8Array.from([...pixels.subarray(from), ...pixels.subarray(0, from)]);
}
