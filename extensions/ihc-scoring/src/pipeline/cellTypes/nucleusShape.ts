/** Of a closed ring x, y, x, y, in any unit of length. */
export interface RingShape {
  readonly area: number;
  readonly perimeter: number;
  /** 4 pi area / perimeter squared: 1 for a circle, less for anything else. */
  readonly circularity: number;
  /** Longest by shortest axis of the ellipse with the ring's second moments: 1 for a circle. */
  readonly elongation: number;
}

/** Area, perimeter and moments by Green's theorem over the edges. A ring without area is NaN throughout. */
export function ringShape(ring: Float32Array): RingShape {
  const points = ring.length / 2;
  // Positions from the first point, so that a place far from the slide's corner costs no digits.
  const x = (k: number) => (ring[2 * (k % points)] ?? 0) - (ring[0] ?? 0);
  const y = (k: number) => (ring[2 * (k % points) + 1] ?? 0) - (ring[1] ?? 0);
  let [area, perimeter, sumX, sumY, sumXx, sumXy, sumYy] = [0, 0, 0, 0, 0, 0, 0];
  for (let k = 0; k < points; k++) {
    const [x0, y0, x1, y1] = [x(k), y(k), x(k + 1), y(k + 1)];
    const cross = x0 * y1 - x1 * y0;
    area += cross / 2;
    perimeter += Math.sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0));
    sumX += ((x0 + x1) * cross) / 6;
    sumY += ((y0 + y1) * cross) / 6;
    sumXx += ((x0 * x0 + x0 * x1 + x1 * x1) * cross) / 12;
    sumYy += ((y0 * y0 + y0 * y1 + y1 * y1) * cross) / 12;
    sumXy += ((2 * x0 * y0 + x0 * y1 + x1 * y0 + 2 * x1 * y1) * cross) / 24;
  }
  if (area === 0) return { area: NaN, perimeter: NaN, circularity: NaN, elongation: NaN };
  const [meanX, meanY] = [sumX / area, sumY / area];
  const varX = sumXx / area - meanX * meanX;
  const varY = sumYy / area - meanY * meanY;
  const both = sumXy / area - meanX * meanY;
  return {
    area: Math.abs(area),
    perimeter,
    circularity: (4 * Math.PI * Math.abs(area)) / (perimeter * perimeter),
    elongation: elongationOf(varX, varY, both),
  };
}

function elongationOf(varX: number, varY: number, both: number): number {
  const middle = (varX + varY) / 2;
  const half = Math.sqrt(((varX - varY) / 2) * ((varX - varY) / 2) + both * both);
  return middle > half ? Math.sqrt((middle + half) / (middle - half)) : NaN;
}
