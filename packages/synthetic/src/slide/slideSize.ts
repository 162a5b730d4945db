/** The demonstration slide: 5.1 x 3.3 mm of glass at a 40x scanner's pixel size, tiles of 512. */
export const SLIDE_MPP = 0.25;
export const PX_PER_UM = 1 / SLIDE_MPP;
export const SLIDE_TILE = 512;
export const slideSize = { width: 40 * SLIDE_TILE, height: 26 * SLIDE_TILE } as const;
export const slideUm = { width: slideSize.width * SLIDE_MPP, height: slideSize.height * SLIDE_MPP } as const;
