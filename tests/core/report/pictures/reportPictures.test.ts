import { reportPictures, type MadePicture } from '@timescope/core/report/pictures/reportPictures';
import { pictureCodecs } from '@timescope/runtime/pictureCodecs/node';
import sharp from 'sharp';
import { filesClient } from '../../../harness/filesClient';
import { storedForPictures, type StoredForPictures } from '../../../harness/storedPictures';

let stored: StoredForPictures;
beforeAll(async () => {
  stored = await storedForPictures();
});

const facts = () => ({ ct: stored.ct, slides: [stored.slide] });
const slideKey = () => `slide-${stored.slide.source.sopInstanceUid}`;
const without = (uid: string) =>
  stored.files.filter(bytes => !Buffer.from(bytes.subarray(0, 400)).includes(uid));

const made = async (files: readonly Uint8Array[]) =>
  reportPictures(facts(), { client: filesClient(files).client, codecs: pictureCodecs });

const sentence = (picture: MadePicture | undefined) =>
  picture?.kind === 'missing' ? picture.because : picture?.kind;

test('of stored objects alone come the outline, the heat map of TSR (TIME has none) and the slide, as PNG', async () => {
  const pictures = await made(stored.files);
  expect([...pictures.keys()]).toEqual(['ct-outline', 'ct-heat', slideKey()]);
  for (const picture of pictures.values()) {
    if (picture.kind !== 'png') throw new Error(picture.because);
    const { format, width, height, channels } = await sharp(picture.png).metadata();
    expect({ format, width, height, channels }).toEqual({
      ...{ format: 'png', channels: 3 },
      width: picture.width,
      height: picture.height,
    });
  }
});

test('what is not stored any more is one sentence, and the other pictures are made', async () => {
  const map = stored.ct.targets.tsr?.map?.sopInstanceUid ?? '';
  const gone = 'The server does not have this object.';
  expect([...(await made(without(map)))].map(([key, picture]) => [key, sentence(picture)])).toEqual([
    ['ct-outline', 'png'],
    ['ct-heat', gone],
    [slideKey(), 'png'],
  ]);
  const withoutSlice = await made(without(stored.ct.slice.sopInstanceUid));
  expect([...withoutSlice.values()].map(sentence)).toEqual([gone, gone, 'png']);
  const withoutTissue = await made(without(stored.slide.tissueMap?.sopInstanceUid ?? ''));
  expect(sentence(withoutTissue.get(slideKey()))).toBe(gone);
});

test('a map that was stored for another slice is not laid over this one', async () => {
  const other = { ...stored.ct, slice: { ...stored.ct.slice, sopInstanceUid: '2.25.200' } };
  const { client } = filesClient(stored.files);
  const pictures = await reportPictures({ ct: other, slides: [] }, { client, codecs: pictureCodecs });
  expect([...pictures.values()].map(sentence)).toEqual([
    'The stored outline has no voxel on the stored slice.',
    'The stored heat map does not lie on the stored slice.',
  ]);
});

test('a report without the series of an object says so', async () => {
  const ct = { ...stored.ct, segment: { ...stored.ct.segment, seriesInstanceUid: '' } };
  const { client } = filesClient(stored.files);
  const pictures = await reportPictures({ ct, slides: [] }, { client, codecs: pictureCodecs });
  expect(sentence(pictures.get('ct-outline'))).toBe(
    'The report does not say in which series the object is stored.',
  );
});

test('a reader who leaves ends it', async () => {
  const { client } = filesClient(stored.files);
  const signal = AbortSignal.abort(new Error('left'));
  await expect(reportPictures(facts(), { client, codecs: pictureCodecs, signal })).rejects.toThrow('left');
});

test('no more of a slide is fetched than its small level and its tissue map', async () => {
  const { client, given } = filesClient(stored.files);
  await reportPictures({ ct: undefined, slides: [stored.slide] }, { client, codecs: pictureCodecs });
  const all = stored.files.reduce((sum, { length }) => sum + length, 0);
  expect(given.bytes).toBeLessThan(all / 2);
});
