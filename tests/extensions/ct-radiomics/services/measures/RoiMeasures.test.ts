import { measureSlice } from '../../../../../extensions/ct-radiomics/src/pipeline/contouring/roiMeasures';
import type { DisplayedCt } from '../../../../../extensions/ct-radiomics/src/services/displayedCt';
import { RoiMeasures } from '../../../../../extensions/ct-radiomics/src/services/measures/RoiMeasures';
import type { DrawnSlice } from '../../../../../extensions/ct-radiomics/src/pipeline/contouring/roiMeasures';
import { headersOf } from '../../../../harness/fakeRadiologyHost';
import { handMadeMask } from '../../../../harness/handMadeMasks';

const headers = headersOf('1.2');
const ct = {
  grid: { ...handMadeMask([8, 8, 2], () => false), slicePositionsMm: [], evenlySpaced: true },
  imageIds: ['a', 'b'],
  headers,
} as unknown as DisplayedCt;

/** Every pixel holds its own number as HU. */
const image = {
  ...{ columns: 8, rows: 8 },
  voxelManager: { getScalarData: () => Int16Array.from({ length: 64 }, (_, at) => at) },
};

function bench() {
  const asked: number[] = [];
  const measures = new RoiMeasures({
    attempt: work => work(),
    cornerstone: () =>
      ({ cache: { getImage: () => image } }) as unknown as ReturnType<
        ConstructorParameters<typeof RoiMeasures>[0]['cornerstone']
      >,
    worker: {
      measureSlices: (slices: readonly DrawnSlice[]) => {
        asked.push(slices.length);
        return Promise.resolve(slices.map(measureSlice));
      },
    },
  });
  return { measures, asked };
}

test('two pixels of the second row are measured with the HU that lie there', async () => {
  const { measures } = bench();
  await measures.measure(ct, new Map([[0, Uint32Array.of(9, 2)]]));
  expect(measures.state.get().slices.get(0)).toMatchObject({
    areaMm2: 2,
    volumeMm3: 10,
    mean: 9.5,
    longMm: Math.sqrt(5),
  });
});

test('only the slice that changed is sent, and undo asks for nothing', async () => {
  const { measures, asked } = bench();
  const [first, second, other] = [Uint32Array.of(9, 2), Uint32Array.of(0, 4), Uint32Array.of(0, 5)];
  const both = new Map([
    [0, first],
    [1, second],
  ]);
  await measures.measure(ct, both);
  await measures.measure(ct, new Map([...both, [1, other]]));
  await measures.measure(ct, both);
  expect(asked).toEqual([2, 1]);
  expect(measures.state.get().roi).toBe(both);
});

test('of edits that come while one is measured only the last is measured', async () => {
  const { measures, asked } = bench();
  const edits = [1, 2, 3].map(length => new Map([[0, Uint32Array.of(0, length)]]));
  await Promise.all(edits.map(edit => measures.measure(ct, edit)));
  expect(asked).toEqual([1, 1]);
  expect(measures.state.get().slices.get(0)?.areaMm2).toBe(3);
});
