import { writeRepeatedSlide } from './repeatedSlide';
import { sharedData } from '../harness/sharedData';
test('mk', async () => { await writeRepeatedSlide('/tmp/perf/slides/a', sharedData('ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png'), 14336, () => true); expect(1).toBe(1); }, 300000);
