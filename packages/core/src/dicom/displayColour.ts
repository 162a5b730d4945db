/** Red, green, blue, 0 to 255 (sRGB). */
export type Rgb = readonly [red: number, green: number, blue: number];

/** White of D50 (PCS of ICC.1), to which DICOM's CIELab values refer (PS3.3 C.10.7.1.1). */
const WHITE = [0.9642, 1, 0.8249] as const;
/** Linear sRGB to XYZ adapted to D50 (Bradford), rows X, Y, Z; and its inverse. */
const TO_XYZ = [
  [0.4360747, 0.3850649, 0.1430804],
  [0.2225045, 0.7168786, 0.0606169],
  [0.0139322, 0.0971045, 0.7141733],
] as const;
const FROM_XYZ = [
  [3.1338561, -1.6168667, -0.4906146],
  [-0.9787684, 1.9161415, 0.033454],
  [0.0719453, -0.2289914, 1.4052427],
] as const;

type Triple = readonly [number, number, number];

/** L*, a*, b* as the unsigned 16-bit numbers that DICOM writes: L* 0..100, a* and b* -128..127 over 0..65535. */
export function cieLabOf(colour: Rgb): Triple {
  const [x, y, z] = times(TO_XYZ, mapped(colour, linear));
  const [fx, fy, fz] = [lightness(x / WHITE[0]), lightness(y / WHITE[1]), lightness(z / WHITE[2])];
  const whole = (value: number, from: number, range: number) =>
    Math.min(65535, Math.max(0, Math.round(((value - from) / range) * 65535)));
  return [whole(116 * fy - 16, 0, 100), whole(500 * (fx - fy), -128, 255), whole(200 * (fy - fz), -128, 255)];
}

/** The nearest colour that a screen shows. */
export function rgbOfCieLab([l, a, b]: Triple): Rgb {
  const fy = ((l / 65535) * 100 + 16) / 116;
  const fx = fy + ((a / 65535) * 255 - 128) / 500;
  const fz = fy - ((b / 65535) * 255 - 128) / 200;
  const xyz: Triple = [unlight(fx) * WHITE[0], unlight(fy) * WHITE[1], unlight(fz) * WHITE[2]];
  return mapped(times(FROM_XYZ, xyz), gammaCorrected);
}

const mapped = ([a, b, c]: Triple, by: (value: number) => number): Triple => [by(a), by(b), by(c)];

const times = ([x, y, z]: readonly [Triple, Triple, Triple], [a, b, c]: Triple): Triple => [
  x[0] * a + x[1] * b + x[2] * c,
  y[0] * a + y[1] * b + y[2] * c,
  z[0] * a + z[1] * b + z[2] * c,
];

/** IEC 61966-2-1. */
const linear = (level: number): number => {
  const share = level / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

const gammaCorrected = (share: number): number => {
  const clipped = Math.min(1, Math.max(0, share));
  return Math.round(255 * (clipped <= 0.0031308 ? clipped * 12.92 : 1.055 * clipped ** (1 / 2.4) - 0.055));
};

/** CIE 15: cube root with a straight piece near black. */
const lightness = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);

const unlight = (f: number): number => (f ** 3 > 216 / 24389 ? f ** 3 : (116 * f - 16) / (24389 / 27));
