declare const unit: unique symbol;
type Unit<Name extends string> = number & { readonly [unit]: Name };

/** Physical numbers are branded so that a length in pixels never passes for one in micrometres. */
export type Pixels = Unit<'px'>;
export type Micrometres = Unit<'um'>;
export type Millimetres = Unit<'mm'>;
export type SquareMillimetres = Unit<'mm2'>;
export type MicrometresPerPixel = Unit<'um/px'>;
export type Hounsfield = Unit<'HU'>;
/** Decadic optical density, -log10(value / white). */
export type OpticalDensity = Unit<'OD'>;
/** 0 to 1. */
export type Fraction = Unit<'1'>;

export const pixels = (value: number): Pixels => value as Pixels;
export const micrometres = (value: number): Micrometres => value as Micrometres;
export const millimetres = (value: number): Millimetres => value as Millimetres;
export const squareMillimetres = (value: number): SquareMillimetres => value as SquareMillimetres;
export const micrometresPerPixel = (value: number): MicrometresPerPixel => value as MicrometresPerPixel;
export const opticalDensity = (value: number): OpticalDensity => value as OpticalDensity;
export const fraction = (value: number): Fraction => value as Fraction;
