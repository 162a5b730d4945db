import { random, type Random } from '../random';
import type { SyntheticCell } from './cell';
import { paintBackground } from './paintBackground.kernel';
import { paintNucleus } from './paintNucleus.kernel';
import { ghosts, grainOf, inFocus, type DrawnNucleus } from './drawnNucleus';
import { photograph, RUIFROK, type Optics } from './photograph.kernel';
import { demoPopulation, placeCells } from './placeCells';
import { regionMap, type RegionMap } from './regions';
import { PX_PER_UM, SLIDE_TILE, slideSize } from './slideSize';
import { moveTile, newStainedTile, type StainedTile } from './stainedTile';
import { textures, type Textures } from './textures';
import type { RgbRaster } from '@timescope/core/raster';

/** A slide that is known exactly and drawn tile by tile; the same seed gives the same slide. */
export interface DemoSlide {
  readonly regions: RegionMap;
  readonly cells: readonly SyntheticCell[];
  /** A tile of the finest level at 0.25 um/px. */
  drawTile(column: number, row: number): RgbRaster;
}

export function demoSlide(seed: number): DemoSlide {
  const regions = regionMap(seed);
  const dice = random(seed, 1);
  const cells = placeCells(regions, dice);
  const drawing: Drawing = {
    regions,
    texture: textures(seed),
    optics: opticsOf(random(seed, 2)),
    tile: newStainedTile(SLIDE_TILE),
    squares: bySquare([
      ...ghosts(regions, random(seed, 3), GHOSTS_PER_MM2, demoPopulation),
      ...cells.map(cell => inFocus(regions, cell)),
    ]),
  };
  return { regions, cells, drawTile: (column, row) => drawTile(drawing, column, row) };
}

interface Drawing {
  readonly regions: RegionMap;
  readonly texture: Textures;
  readonly optics: Optics;
  readonly tile: StainedTile;
  readonly squares: ReadonlyMap<number, readonly DrawnNucleus[]>;
}

/** Nuclei above or below the plane of focus, per mm2. Ours. */
const GHOSTS_PER_MM2 = 400;

/** Ruifrok's vectors (Ruifrok & Johnston 2001, as QuPath stores them), turned a little as every laboratory does. */
function opticsOf(dice: Random): Optics {
  const turned = (vector: readonly [number, number, number]): [number, number, number] => {
    const [r, g, b] = vector.map(part => part + dice.normal(0, 0.02)) as [number, number, number];
    const length = Math.sqrt(r * r + g * g + b * b);
    return [r / length, g / length, b / length];
  };
  return {
    white: [241, 240, 244],
    haematoxylin: turned(RUIFROK.haematoxylin),
    dab: turned(RUIFROK.dab),
    noise: 2.2,
  };
}

const squareKey = (column: number, row: number): number => row * 1024 + column;
/** Half the extent of the largest nucleus with its halo, um. */
const MARGIN_UM = 24;

/** Every tile with the nuclei that reach into it, in the order they are drawn. */
function bySquare(nuclei: readonly DrawnNucleus[]): Map<number, DrawnNucleus[]> {
  const squares = new Map<number, DrawnNucleus[]>();
  const tileOf = (um: number) => Math.floor((um * PX_PER_UM) / SLIDE_TILE);
  for (const nucleus of nuclei) {
    const { x, y } = nucleus.cell;
    for (let row = tileOf(y - MARGIN_UM); row <= tileOf(y + MARGIN_UM); row++)
      for (let column = tileOf(x - MARGIN_UM); column <= tileOf(x + MARGIN_UM); column++) {
        const square = squares.get(squareKey(column, row));
        if (square) square.push(nucleus);
        else squares.set(squareKey(column, row), [nucleus]);
      }
  }
  return squares;
}

function drawTile(drawing: Drawing, column: number, row: number): RgbRaster {
  if (column < 0 || row < 0 || column * SLIDE_TILE >= slideSize.width || row * SLIDE_TILE >= slideSize.height)
    throw new RangeError(`The demonstration slide has no tile (${column}, ${row})`);
  const { tile } = drawing;
  moveTile(tile, column * SLIDE_TILE, row * SLIDE_TILE);
  paintBackground(tile, drawing.regions, drawing.texture);
  for (const { cell, edgePx } of drawing.squares.get(squareKey(column, row)) ?? [])
    paintNucleus(tile, cell, edgePx, grainOf(cell), drawing.texture);
  return photograph(tile, drawing.optics, drawing.texture);
}
