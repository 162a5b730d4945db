import type { FrameState } from '../services/microscopy';

/**
 * Gives a layer's canvas the map's size in device pixels. Setting a size clears it, so it is set only when it changed.
 * @returns whether it was set
 */
export function fitCanvas(canvas: HTMLCanvasElement, frame: FrameState): boolean {
  const width = Math.round(frame.size[0] * frame.pixelRatio);
  const height = Math.round(frame.size[1] * frame.pixelRatio);
  const isOther = canvas.width !== width || canvas.height !== height;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return isOther;
}
