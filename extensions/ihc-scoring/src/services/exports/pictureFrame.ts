import { barLength } from '@timescope/core/plots/scaleBar';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { GRADES, gradeStyles } from '../../overlays/gradeStyles';
import type { Signature } from '../../pipeline/exports/signature';
import { strings } from '../../strings';
import type { Shown } from '../shown';

/** A drawn picture of a slide, to which its frame is added. */
export interface FramedPicture {
  readonly canvas: HTMLCanvasElement;
  /** Micrometres of a pixel of the canvas. */
  readonly umPerPixel: number;
  /** Pixels of the canvas a letter's pixel: 1 for a screen of usual density. */
  readonly scale: number;
}

type AnyResult = NonNullable<Shown['result']> | ScoreResult;

/** Height of the strip below the picture, in pixels at scale 1. */
const STRIP = 46;

/**
 * The picture with a scale bar on it, and below it what it shows: marker, slide, score, legend of the grades, and for what
 * it may be used. It goes where the panel does not, so it says all of that itself.
 */
export function framed(
  picture: FramedPicture,
  result: AnyResult,
  description: string,
  signature?: Signature,
): HTMLCanvasElement {
  const { canvas, scale } = picture;
  const out = document.createElement('canvas');
  out.width = canvas.width;
  out.height = canvas.height + STRIP * scale;
  const context = out.getContext('2d');
  if (!context) return canvas;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, out.width, out.height);
  context.drawImage(canvas, 0, 0);
  drawScaleBar(context, picture);
  context.setTransform(scale, 0, 0, scale, 0, canvas.height);
  drawStrip(context, canvas.width / scale, titleOf(result, description, signature));
  return out;
}

function drawScaleBar(context: CanvasRenderingContext2D, { canvas, umPerPixel, scale }: FramedPicture): void {
  const micrometres = barLength((canvas.width / 5) * umPerPixel);
  const width = micrometres / umPerPixel / scale;
  const text = strings.scaleBar(micrometres);
  context.save();
  context.setTransform(scale, 0, 0, scale, 0, canvas.height);
  context.font = '13px system-ui, sans-serif';
  const box = Math.max(width, context.measureText(text).width) + 20;
  context.fillStyle = 'rgba(255, 255, 255, .88)';
  context.fillRect(10, -48, box, 38);
  context.fillStyle = '#111';
  context.fillRect(10 + (box - width) / 2, -20, width, 4);
  context.textAlign = 'center';
  context.fillText(text, 10 + box / 2, -28);
  context.restore();
}

function drawStrip(context: CanvasRenderingContext2D, width: number, title: string): void {
  context.font = '13px system-ui, sans-serif';
  context.fillStyle = '#111';
  context.fillText(title, 10, 18, width - 20);
  const end = drawLegend(context, 10, 37);
  context.fillStyle = '#444';
  context.font = '12px system-ui, sans-serif';
  context.fillText(RESEARCH_USE, end + 14, 37, Math.max(60, width - end - 24));
}

/** What the picture is of; a signed override stands beside the measured score. */
export function titleOf(result: AnyResult, description: string, signature: Signature | undefined): string {
  const isNamed = description.toLowerCase().includes(result.marker.toLowerCase());
  const named = isNamed ? description : [result.marker, description].filter(text => text !== '').join(', ');
  const title = strings.pictureTitle(named, scoreText(result));
  if (signature?.decision.kind !== 'overridden') return title;
  const { score, from, to } = signature.decision;
  const [before, after] = [strings.scoreValue(score, from), strings.scoreValue(score, to)];
  return strings.pictureSigned(
    title,
    signature.reader,
    strings.overridden(strings.signedScores[score] ?? score, before, after),
  );
}

const scoreText = ({ percentPositive, hScore, cells }: AnyResult): string =>
  percentPositive === null
    ? strings.notEvaluable
    : strings.pictureScore(percentPositive, hScore.whole, cells.total);

function drawLegend(context: CanvasRenderingContext2D, from: number, line: number): number {
  let x = from;
  for (const grade of GRADES) {
    const style = gradeStyles[grade];
    context.fillStyle = style.colour;
    context.fillRect(x, line - 10, 11, 11);
    context.strokeStyle = '#333';
    context.lineWidth = 0.6;
    context.strokeRect(x, line - 10, 11, 11);
    context.fillStyle = '#111';
    context.fillText(strings.grades[grade], x + 15, line);
    x += 15 + context.measureText(strings.grades[grade]).width + 12;
  }
  return x;
}

/** PNG bytes of a canvas. */
export function pngBlob(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error(strings.pictureTooLarge))), 'image/png');
  });
}
