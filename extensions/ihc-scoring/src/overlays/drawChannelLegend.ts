import { colourAt, type ChannelScale } from '../services/channelScale';

/** Sizes in css pixels. */
const BOX = { x: 12, y: 12, width: 176, height: 46, bar: 10 } as const;

/** Says on the slide that its colours are not its own now, and what they mean. */
export function drawChannelLegend(
  context: CanvasRenderingContext2D,
  { scale, label }: { readonly scale: ChannelScale; readonly label: string },
  pixelRatio: number,
): void {
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.fillStyle = 'rgba(8, 14, 34, 0.88)';
  context.fillRect(BOX.x, BOX.y, BOX.width, BOX.height);
  const [left, right] = [BOX.x + 8, BOX.x + BOX.width - 8];
  const top = BOX.y + 20;
  for (let x = left; x < right; x++) {
    context.fillStyle = colourAt(scale, (x - left) / (right - left - 1));
    context.fillRect(x, top, 1, BOX.bar);
  }
  context.fillStyle = '#fff';
  context.font = '600 11px system-ui, sans-serif';
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
  context.fillText(label, left, BOX.y + 14);
  context.font = '10px system-ui, sans-serif';
  context.fillText('0', left, top + BOX.bar + 11);
  context.textAlign = 'right';
  context.fillText(String(scale.darkest), right, top + BOX.bar + 11);
}
