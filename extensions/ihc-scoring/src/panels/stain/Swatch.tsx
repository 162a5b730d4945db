import type { Triple } from '../../pipeline/stain/stainVectors';

/** A colour as it is on the slide. */
export function Swatch({ colour, label }: { colour: string; label: string }) {
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      style={{
        ...{ display: 'inline-block', width: 26, height: 14, verticalAlign: 'middle' },
        ...{ background: colour, border: '1px solid var(--ts-line)', borderRadius: 2, marginRight: 6 },
      }}
    />
  );
}

export const colourOfRgb = (rgb: readonly number[]): string => `rgb(${rgb.join(', ')})`;

/** Optical density at which a stain's colour is told best. Ours. */
const SHOWN_OD = 0.7;

/** What white glass looks like through a stain. */
export const colourOfStain = (vector: Triple): string =>
  colourOfRgb(vector.map(od => Math.round(255 * 10 ** (-SHOWN_OD * Math.max(0, od)))));
