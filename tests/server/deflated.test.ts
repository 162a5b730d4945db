import { readPart10 } from '@timescope/core/dicom/read/part10';
import { dicomwebClient } from '@timescope/core/dicomweb/client';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { dicomFile, greyImage, identified } from '../harness/dicomBytes';
import { workplace, type Workplace } from './testServer';

const DEFLATED = '1.2.840.10008.1.2.1.99';

let place: Workplace;
beforeEach(async () => (place = await workplace()));
afterEach(() => place.close());

const elements = (instance: string, pixels: readonly number[]) =>
  [...identified('1.2', '1.2.4', instance), ...greyImage([pixels])] as const;

/** The same elements, deflated behind the meta group (PS3.5 A.5). */
function deflated(of: ReturnType<typeof elements>, packed = packedElements(of)): Uint8Array {
  return dicomFile([], { transferSyntax: DEFLATED, tail: packed });
}

function packedElements(of: ReturnType<typeof elements>): Uint8Array {
  const whole = dicomFile(of);
  const bare = dicomFile([]);
  return deflateRawSync(whole.subarray(bare.length));
}

test('a deflated image is found and served uncompressed: header, frame and whole file', async () => {
  await writeFile(path.join(place.data, 'packed.dcm'), deflated(elements('1.2.4.1', [7, 8, 9, 10])));
  const { url } = await place.start();
  const client = dicomwebClient(`${url}/dicomweb`, { fetch, wait: () => Promise.resolve() });
  const address = { study: '1.2', series: '1.2.4', instance: '1.2.4.1' };
  const answer = await fetch(`${url}/dicomweb/studies/1.2/series/1.2.4/metadata`);
  const [metadata] = (await answer.json()) as Record<string, { Value: unknown[] }>[];
  expect(metadata?.['00083002']?.Value).toEqual(['1.2.840.10008.1.2.1']);
  expect([...(await client.frame(address, 1, '1.2.840.10008.1.2.1'))]).toEqual([7, 8, 9, 10]);
  const file = await client.instance(address);
  expect(readPart10(file).meta.transferSyntax).toBe('1.2.840.10008.1.2.1');
});

test('a deflated file that cannot be unpacked, or unpacks to more than 256 MB, is left out with the reason; the others are served', async () => {
  const bomb = deflateRawSync(new Uint8Array(257 * 1024 * 1024), { level: 1 });
  await writeFile(path.join(place.data, 'bomb.dcm'), deflated(elements('1.2.4.2', [1, 2, 3, 4]), bomb));
  const torn = Uint8Array.of(255, 255, 255);
  await writeFile(path.join(place.data, 'torn.dcm'), deflated(elements('1.2.4.3', [1, 2, 3, 4]), torn));
  const { url } = await place.start();
  expect(place.lines.filter(line => line.includes('cannot be unpacked'))).toHaveLength(2);
  expect((await fetch(`${url}/dicomweb/studies/1.2/series/1.2.3/metadata`)).status).toBe(200);
});
