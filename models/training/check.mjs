// Runs a model.onnx on torch's probes (exportOnnx.py) in onnxruntime and prints how far it is from torch.
//   node models/training/check.mjs OUT
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ort from 'onnxruntime-node';

const [folder = '.'] = process.argv.slice(2);
const read = name => new Float32Array(new Uint8Array(readFileSync(path.join(folder, name))).buffer);
const input = read('probe.input.f32');
const expected = {
  probability: read('probe.probability.f32'),
  cam: read('probe.cam.f32'),
  autograd: read('probe.autograd.f32'),
};
const onnx = path.join(folder, 'model.onnx');
const session = await ort.InferenceSession.create(onnx, { intraOpNumThreads: 1 });
const count = expected.probability.length / 2;
const side = 3 * 224 * 224;
const got = { probability: [], cam: [], high: [] };
const times = [];
for (let n = 0; n < count; n++) {
  const started = performance.now();
  const image = new ort.Tensor('float32', input.slice(n * side, (n + 1) * side), [1, 3, 224, 224]);
  const { probability, cam } = await session.run({ image });
  times.push(performance.now() - started);
  got.probability.push(...probability.data);
  got.cam.push(...cam.data);
  got.high.push(...cam.data.slice(49));
}
const relativeL2 = (a, b) =>
  Math.sqrt(b.reduce((s, v, i) => s + (a[i] - v) ** 2, 0) / b.reduce((s, v) => s + v * v, 0));
const scaled = maps => {
  const out = [];
  for (let at = 0; at < maps.length; at += 49) {
    const map = maps.slice(at, at + 49);
    const max = Math.max(...map, 1e-12);
    out.push(...map.map(v => v / max));
  }
  return out;
};
// Where a class is not predicted its map is almost empty, and scaling would compare rounding.
const predictedHigh = (_, at) => got.probability[2 * Math.floor(at / 49) + 1] >= 0.5;
const [a, b] = [scaled(got.high), scaled([...expected.autograd])].map(maps => maps.filter(predictedHigh));
console.log({
  megabytes: statSync(onnx).size / 1e6,
  probes: count,
  relativeL2: {
    probability: relativeL2(got.probability, expected.probability),
    cam: relativeL2(got.cam, expected.cam),
  },
  largestProbabilityDifference: Math.max(
    ...got.probability.map((v, i) => Math.abs(v - expected.probability[i])),
  ),
  camAgainstAutograd: Math.max(...a.map((v, i) => Math.abs(v - b[i]))),
  medianMs: times.sort((x, y) => x - y)[count >> 1],
});
