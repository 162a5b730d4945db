import { TimescopeError } from '@timescope/core/errors';
import type { Place } from './flow';
import type { Typeface } from './typeface';

type Pdf = PDFKit.PDFDocument;
type Attributes = Readonly<Record<string, string>>;

/** A picture as core/plots draws it; pixels. */
interface SvgPicture {
  readonly width: number;
  readonly height: number;
  /** @param scale points a pixel */
  readonly draw: (pdf: Pdf, type: Typeface, at: Place, scale: number) => void;
}

/** @throws TimescopeError NOT_AN_IMAGE for a picture that does not say its size */
export function svgPicture(svg: string): SvgPicture {
  const marks = marksOf(svg);
  const root = marks[0]?.attributes ?? {};
  const [width, height] = [Number(root.width), Number(root.height)];
  if (!(width > 0 && height > 0))
    throw new TimescopeError('NOT_AN_IMAGE', 'A plot of the report does not say how large it is.', {
      nextStep: 'Plots come from core/plots, which writes width and height.',
    });
  return {
    width,
    height,
    draw: (pdf, type, { x, y }, scale) => {
      pdf.save().translate(x, y).scale(scale);
      marks.forEach(mark => drawMark(pdf, type, mark));
      pdf.restore();
    },
  };
}

/** One element with what it inherits; `words` are a text's. */
interface Mark {
  readonly name: string;
  readonly attributes: Attributes;
  readonly words: string;
}

/** Elements from the first to the last as core/plots writes them: attributes in double quotes, no comments, no styles. */
function marksOf(svg: string): readonly Mark[] {
  const marks: Mark[] = [];
  const open: Attributes[] = [{}];
  for (const [, isEnd, name = '', written = '', isEmpty, words = ''] of svg.matchAll(TAG)) {
    if (isEnd === '/') open.pop();
    else {
      const attributes = { ...inherited(open.at(-1)), ...attributesOf(written) };
      marks.push({ name, attributes, words: plain(words) });
      if (isEmpty !== '/') open.push(attributes);
    }
  }
  return marks;
}

const TAG = /<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>([^<]*)/g;

const attributesOf = (written: string): Attributes =>
  Object.fromEntries(
    [...written.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, plain(value)]),
  );

const INHERITED = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'font-size',
  'font-weight',
  'text-anchor',
];

const inherited = (attributes: Attributes = {}): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([key]) => INHERITED.includes(key)));

const plain = (escaped: string): string =>
  escaped.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&');

function drawMark(pdf: Pdf, type: Typeface, mark: Mark): void {
  const { name, attributes } = mark;
  pdf.save();
  transform(pdf, attributes.transform ?? '');
  if (name === 'text') drawWords(pdf, type, mark);
  else if (outline(pdf, name, attributes)) paint(pdf, attributes);
  pdf.restore();
}

/** `translate(x y)` and `rotate(degrees)`, in their order. */
function transform(pdf: Pdf, written: string): void {
  for (const [, kind, numbers = ''] of written.matchAll(/(translate|rotate)\(([^)]*)\)/g)) {
    const [first = 0, second = 0] = numbers.split(/[\s,]+/).map(Number);
    if (kind === 'rotate') pdf.rotate(first);
    else pdf.translate(first, second);
  }
}

/** The path of a shape; false for what shows nothing by itself. */
function outline(pdf: Pdf, name: string, attributes: Attributes): boolean {
  const n = (key: string) => Number(attributes[key] ?? 0);
  switch (name) {
    case 'rect':
      pdf.rect(n('x'), n('y'), n('width'), n('height'));
      return true;
    case 'circle':
      pdf.circle(n('cx'), n('cy'), n('r'));
      return true;
    case 'line':
      pdf.moveTo(n('x1'), n('y1')).lineTo(n('x2'), n('y2'));
      return true;
    case 'path':
      pdf.path(attributes.d ?? '');
      return true;
    case 'polygon':
      pdf.path(`M${attributes.points ?? ''}Z`);
      return true;
    default:
      return false;
  }
}

function paint(pdf: Pdf, attributes: Attributes): void {
  const { fill = 'black', stroke = 'none' } = attributes;
  pdf.fillOpacity(Number(attributes['fill-opacity'] ?? 1));
  pdf.strokeOpacity(Number(attributes['stroke-opacity'] ?? 1));
  pdf.lineWidth(Number(attributes['stroke-width'] ?? 1));
  const dashes = (attributes['stroke-dasharray'] ?? '').split(/[\s,]+/).map(Number);
  if (dashes.some(dash => dash > 0)) pdf.dash(dashes[0] ?? 0, { space: dashes[1] ?? dashes[0] ?? 0 });
  if (fill !== 'none' && stroke !== 'none') pdf.fillAndStroke(fill, stroke);
  else if (stroke !== 'none') pdf.stroke(stroke);
  else if (fill !== 'none') pdf.fill(fill);
}

function drawWords(pdf: Pdf, type: Typeface, { attributes, words }: Mark): void {
  const size = Number(attributes['font-size'] ?? 13);
  const weight = attributes['font-weight'] === 'bold' ? 'bold' : 'regular';
  const [line] = type.linesOf([{ text: words, size, weight }], Infinity);
  if (!line) return;
  const anchor = { start: 0, middle: 0.5, end: 1 }[attributes['text-anchor'] ?? 'start'] ?? 0;
  pdf.fillColor(attributes.fill ?? 'black');
  type.draw(line, { x: Number(attributes.x ?? 0) - anchor * line.width, y: Number(attributes.y ?? 0) });
}
