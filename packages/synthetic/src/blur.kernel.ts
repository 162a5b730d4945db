/** Weights at -radius ... radius, three sigmas wide; a single 1 when sigma is 0. @param sigma pixels */
export function gaussian(sigma: number): Float64Array {
  const radius = Math.ceil(3 * sigma);
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, k) =>
    radius === 0 ? 1 : Math.exp(-((k - radius) ** 2) / (2 * sigma * sigma)),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map(weight => weight / sum);
}

/** Rows blurred, raster turned over its diagonal (two calls blur both ways); the border's value goes on outside. */
export function blurred(
  source: Float32Array,
  width: number,
  height: number,
  weights: Float64Array,
  result = new Float32Array(source.length),
): Float32Array {
  const radius = (weights.length - 1) / 2;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let sum = 0;
      const row = y * width;
      if (x >= radius && x < width - radius)
        for (let k = 0; k < weights.length; k++) sum += source[row + x - radius + k]! * weights[k]!;
      else
        for (let k = 0; k < weights.length; k++)
          sum += source[row + Math.max(0, Math.min(width - 1, x - radius + k))]! * weights[k]!;
      result[x * height + y] = sum;
    }
  return result;
}
