import type { ClassStroke } from '../pipeline/reading/classStroke';
import type { RegionDrawing } from './drawRegions';
import { compartmentColours } from './regionStyles';

/** The lines that a classifier learns from: as thin as a pen's, in the colour of their class over a dark line. */
export function drawStrokes(
  { context, toCanvas, pixelRatio }: RegionDrawing,
  strokes: readonly ClassStroke[],
): void {
  context.save();
  context.resetTransform();
  context.lineCap = context.lineJoin = 'round';
  for (const { points, compartment } of strokes) {
    const path = new Path2D();
    points.forEach(({ x, y }, index) => {
      const at = toCanvas.transformPoint(new DOMPoint(x, y));
      if (index === 0) path.moveTo(at.x, at.y);
      // A single point is drawn as the pen's round end.
      path.lineTo(at.x, at.y);
    });
    context.strokeStyle = 'rgba(0, 0, 0, .75)';
    context.lineWidth = 5.5 * pixelRatio;
    context.stroke(path);
    context.strokeStyle = compartmentColours[compartment];
    context.lineWidth = 3 * pixelRatio;
    context.stroke(path);
  }
  context.restore();
}
