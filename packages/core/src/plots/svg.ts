import { RESEARCH_USE } from '../researchUse';

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One element of an SVG picture as text; numbers are rounded to a hundredth of a pixel. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escaped(shown(value))}"`]))
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

export const text = (words: string, x: number, y: number, attributes: Attributes = {}): string =>
  element('text', { x, y, ...attributes }, escaped(words));

export const line = (x1: number, y1: number, x2: number, y2: number, attributes: Attributes = {}): string =>
  element('line', { x1, y1, x2, y2, stroke: INK, ...attributes });

/** A line through points, or an area when it is filled. */
export const path = (points: readonly (readonly [number, number])[], attributes: Attributes): string =>
  element('path', {
    d: points.map(([x, y], k) => `${k === 0 ? 'M' : 'L'}${shown(x)} ${shown(y)}`).join(''),
    fill: 'none',
    ...attributes,
  });

/** The whole picture: white, named for screen readers, with the research use at its foot. */
export function picture(
  width: number,
  height: number,
  title: string,
  ...children: readonly string[]
): string {
  return `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${shown(width)} ${shown(height + FOOT)}`,
      width,
      height: height + FOOT,
      role: 'img',
      'font-family': 'Helvetica, Arial, "DejaVu Sans", sans-serif',
      'font-size': 13,
      fill: INK,
    },
    element('title', {}, escaped(title)),
    element('rect', { width, height: height + FOOT, fill: 'white' }),
    ...children,
    text(RESEARCH_USE, width - 8, height + FOOT - 7, { 'text-anchor': 'end', 'font-size': 10, fill: GREY }),
  )}\n`;
}

const FOOT = 22;

export const INK = '#1a1a1a';
export const GREY = '#5f5f5f';
export const PALE = '#d0d0d0';

/** Okabe and Ito's colours, told apart with every kind of colour vision; yellow is left out, it is too pale on white. */
export const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#56b4e9', '#e69f00', '#000000'] as const;
/** Lines differ by dashes too, so that they are told apart in grey print. */
export const DASHES = [undefined, '7 3', '2 2', '9 3 2 3', '12 4', '4 4', '1 3'] as const;

export const colour = (k: number): string => COLOURS[k % COLOURS.length] ?? INK;
export const dash = (k: number): string | undefined => DASHES[k % DASHES.length];

/** About how wide words are in pixels: no machine's font is asked. */
export const wordsWidth = (words: string, size = 13): number => words.length * size * 0.56;

/** A number as people read it: three or four digits, no power of ten within reason. */
export function readable(value: number, digits = 3): string {
  if (value < 0) return `\u2212${readable(-value, digits)}`;
  if (value === 0) return '0';
  if (value >= 1e6 || value < 1e-4) return value.toExponential(digits - 1);
  if (value >= 10 ** digits) return value.toFixed(0);
  return value.toPrecision(digits);
}

/** A p-value as papers print it. */
export const readableP = (p: number): string =>
  p < 0.001 ? 'p < 0.001' : `p = ${p < 0.1 ? p.toFixed(3) : p.toFixed(2)}`;

function escaped(words: string): string {
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const shown = (value: string | number): string =>
  typeof value === 'string' ? value : String(Math.round(value * 100) / 100);
