import type { MatrixPoint } from '@timescope/core/frames';

/** The border of the measured area: black under white dashes, so that it shows on tissue and on glass. */
export function drawMeasuredBorder(
  context: CanvasRenderingContext2D,
  ring: readonly MatrixPoint[],
  toCanvas: DOMMatrix,
  pixelRatio: number,
): void {
  const path = new Path2D();
  for (const { x, y } of ring) {
    const corner = toCanvas.transformPoint(new DOMPoint(x, y));
    path.lineTo(corner.x, corner.y);
  }
  path.closePath();
  context.save();
  context.resetTransform();
  context.lineWidth = 2 * pixelRatio;
  context.strokeStyle = '#000';
  context.stroke(path);
  context.strokeStyle = '#fff';
  context.setLineDash([8 * pixelRatio, 6 * pixelRatio]);
  context.stroke(path);
  context.restore();
}
