import { networkDetector } from '../../../../extensions/ihc-scoring/src/pipeline/detection/network/networkDetector';
import { drawnCard } from '../../../harness/drawnNetwork';
import { browser, page, pageOnSlide, slide, soon } from './readingPage';

test.each([
  ['a small image', 900, 'classical'],
  ['a slide', 90_000, undefined],
])(
  'a draft of before the usual network, of %s, comes back with the detector that ran; that is no step of the reader',
  async (_, edge, network) => {
    const stored = browser();
    const before = await pageOnSlide(stored);
    before.measured('r1');
    await soon();
    const after = page(stored);
    after.reading.attach(slide('1.2', edge));
    await soon();
    expect(after.readings.get().network).toBe(network);
    expect(after.readings.state.get().canUndo).toBe(false);
    const { request } = after.memory.state.get().measurements.get('1.2 A') ?? {};
    expect(request?.overrides?.network).toBe(network);
  },
);

test('what a reader chose since the measurement stays, and the measurement names its own detector', async () => {
  const stored = browser();
  const before = await pageOnSlide(stored);
  before.measured('r1');
  const network = networkDetector(drawnCard);
  before.readings.change(own => ({ ...own, network }));
  before.readings.storeNow();
  await soon();
  const after = page(stored);
  after.reading.attach(slide('1.2', 900));
  await soon();
  expect(after.readings.get().network).toEqual(network);
  const { request } = after.memory.state.get().measurements.get('1.2 A') ?? {};
  expect(request?.overrides?.network).toBe('classical');
});
