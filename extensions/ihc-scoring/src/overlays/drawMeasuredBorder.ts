import type { MatrixPoint } from '@timescope/core/frames';

/** The border of the measured area: black under white dashes, so that it shows on tissue and on glass. */
export function drawMeasuredBorder(
  context: CanvasRenderingContext2D,
  rings: readonly (readonly MatrixPoint[])[],
  toCanvas: DOMMatrix,
  pixelRatio: number,
): void {
  const path = new Path2D();
  for (const ring of rings) {
    ring.forEach(({ x, y }, index) => {
      const corner = toCanvas.transformPoint(new DOMPoint(x, y));
      if (index === 0) path.moveTo(corner.x, corner.y);
      else path.lineTo(corner.x, corner.y);
    });
    path.closePath();
  }
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
