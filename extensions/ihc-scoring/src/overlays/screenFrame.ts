import type { FrameState } from '../services/microscopy';
import type { Placement } from './ringPicture.kernel';

/** A rectangle in matrix pixels. */
export interface MatrixBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/**
 * From matrix pixels to the canvas' device pixels. The whole matrix of the frame is used, so rotation and mirroring
 * hold. The map counts rows upwards from -1: its coordinate of (x, y) is (x, -(y + 1)).
 */
export function canvasFromMatrix(frame: FrameState): DOMMatrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = frame.coordinateToPixelTransform;
  return new DOMMatrix([frame.pixelRatio, 0, 0, frame.pixelRatio, 0, 0]).multiply(
    new DOMMatrix([a, b, -c, -d, e - c, f - d]),
  );
}

/** The box around what is visible, in matrix pixels, widened by a margin. */
export function visibleBox(frame: FrameState, toCanvas: DOMMatrix, margin: number): MatrixBox {
  const back = toCanvas.inverse();
  const [width, height] = [frame.size[0] * frame.pixelRatio, frame.size[1] * frame.pixelRatio];
  const corners = [
    new DOMPoint(0, 0),
    new DOMPoint(width, 0),
    new DOMPoint(width, height),
    new DOMPoint(0, height),
  ].map(corner => back.transformPoint(corner));
  const xs = corners.map(corner => corner.x);
  const ys = corners.map(corner => corner.y);
  return {
    x0: Math.min(...xs) - margin,
    y0: Math.min(...ys) - margin,
    x1: Math.max(...xs) + margin,
    y1: Math.max(...ys) + margin,
  };
}

/** Device pixels of the canvas per matrix pixel. */
export const scaleOf = (toCanvas: DOMMatrix): number => Math.hypot(toCanvas.a, toCanvas.b);

/** Numbers of its own: those of a DOMMatrix are slow to ask for. */
export const placementOf = ({ a, b, c, d, e, f }: DOMMatrix): Placement => ({ a, b, c, d, e, f });
