import { nucleusKernels } from '@timescope/extension-ihc-scoring/pipeline/detection/typescriptKernels';
import { levelRange, resample } from '@timescope/extension-ihc-scoring/pipeline/resample.kernel';
import { loadNucleusKernels } from '@timescope/runtime/kernels/loadNucleusKernels';
import { rgbImage } from './rasters';

/** Level edge, working edge, level pixels a working pixel, where the working rectangle begins. */
const cases = [
  ['nearly the level itself', 300, 250, 1.087, 7],
  ['twice as fine', 300, 100, 2, 3],
  ['a photograph of 0.1 um/px', 900, 170, 5.01, 4],
  ['coarser than the grid', 60, 170, 0.31, 0],
  ['the level pixel by pixel', 200, 200, 1, 0],
  ['one pixel', 1, 2, 0.5, 0],
  ['one column of working pixels', 90, 1, 1.7, 20],
] as const;

test.each(cases)('%s: WebAssembly gives the same bytes as TypeScript', async (_, level, edge, step, from) => {
  const compiled = nucleusKernels(await loadNucleusKernels());
  expect(compiled.engine).toContain('wasm');
  compiled.reset(edge * edge * 46);
  const target = { x: from, y: from, width: edge, height: edge };
  const [start, end] = levelRange(from, edge, step, level);
  const at = { x: start, y: start, width: end - start, height: end - start };
  const patch = rgbImage(at, level);
  const steps = { x: step, y: step };
  const size = { width: level, height: level };
  const expected = resample(patch, at, target, steps, size);
  expect(resample(patch, at, target, steps, size, compiled)).toEqual(expected);
});
