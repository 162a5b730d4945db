import type { PixelRect, Raster, RgbRaster } from '@timescope/core/raster';
import { textures, type Textures } from '../slide/textures';
import { toScene } from './deformation';
import { blurMargin, exposeGlass, exposeSection } from './exposeSection.kernel';
import { paintMatrix } from './paintMatrix.kernel';
import { paintTissueCell } from './paintTissueCell.kernel';
import { candidatesIn, standing, type Candidate } from './placeTissueCells';
import { populationsOf, type Population } from './populations';
import { usualLook } from './sectionLook';
import type { SectionSpec } from './sectionSpec';
import { classIn, fillSquare, isGlass, SQUARE_UM, type Square } from './square';
import { emptyPlanes, type StainPlanes } from './stainPlanes';
import { hasNucleus, type TissueCell } from './tissueCell';
import { tissueClasses, type TissueClass } from './tissueClasses';
import type { TissueScene } from './tissueScene';

/** One section of a block: drawn tile by tile, known at every place. */
export interface TissueSection {
  readonly scene: TissueScene;
  readonly spec: SectionSpec;
  /** The section's extent, um. */
  readonly widthUm: number;
  readonly heightUm: number;
  /** @param x um of the section */
  classAt(x: number, y: number): TissueClass;
  /** Indices into `tissueClasses` at the centres of pixels. @param rectangle pixels of `mpp` um of the section */
  classesIn(rectangle: PixelRect, mpp: number): Raster<Uint8Array>;
  /** Cells with a nucleus whose centre lies in the rectangle, um of the section. */
  cellsIn(rectangle: PixelRect): readonly TissueCell[];
  /** @param rectangle pixels of `mpp` um of the section */
  drawTile(rectangle: PixelRect, mpp: number): RgbRaster;
}

export function cutSection(scene: TissueScene, spec: SectionSpec): TissueSection {
  const cutting: Cutting = {
    scene,
    spec,
    populations: populationsOf(scene.spec, spec.seed),
    squares: new Map(),
  };
  return {
    scene,
    spec,
    widthUm: scene.spec.widthUm,
    heightUm: scene.spec.heightUm,
    classAt: (x, y) => classAt(cutting, x, y),
    classesIn: (rectangle, mpp) => classesIn(cutting, rectangle, mpp),
    cellsIn: rectangle => cellsIn(cutting, rectangle),
    drawTile: (rectangle, mpp) => drawTile(cutting, rectangle, mpp),
  };
}

interface Cutting {
  readonly scene: TissueScene;
  readonly spec: SectionSpec;
  readonly populations: readonly Population[];
  /** Squares made so far, the oldest first. */
  readonly squares: Map<number, MadeSquare>;
  /** Those of the tile drawn last. */
  planes?: StainPlanes;
}

interface MadeSquare {
  readonly square: Square;
  candidates?: readonly Candidate[];
  cells?: readonly TissueCell[];
}

/** Squares kept: a row of tiles of a slide 20 mm wide with what lies around it, some 100 MB. */
const MOST_SQUARES = 2500;

function squareAt(cutting: Cutting, column: number, row: number): MadeSquare {
  const key = row * 65536 + column;
  const made = cutting.squares.get(key);
  if (made) return made;
  const { scene, spec, squares } = cutting;
  const square = fillSquare(column, row, (x, y, values, offset, stride) => {
    scene.fieldsAt(...toScene(spec.deformation, x, y), values, offset, stride);
  });
  const fresh: MadeSquare = { square };
  squares.set(key, fresh);
  for (const oldest of squares.keys()) {
    if (squares.size <= MOST_SQUARES) break;
    squares.delete(oldest);
  }
  return fresh;
}

function classAt(cutting: Cutting, x: number, y: number): TissueClass {
  const { square } = squareAt(cutting, Math.floor(x / SQUARE_UM), Math.floor(y / SQUARE_UM));
  return classIn(square, x, y);
}

function classesIn(cutting: Cutting, { x, y, width, height }: PixelRect, mpp: number): Raster<Uint8Array> {
  const values = new Uint8Array(width * height);
  for (let row = 0, at = 0; row < height; row++)
    for (let column = 0; column < width; column++, at++)
      values[at] = tissueClasses.indexOf(classAt(cutting, (x + column + 0.5) * mpp, (y + row + 0.5) * mpp));
  return { width, height, values };
}

function candidatesOf(cutting: Cutting, column: number, row: number): readonly Candidate[] {
  const { scene, spec, populations } = cutting;
  const made = squareAt(cutting, column, row);
  return (made.candidates ??= candidatesIn(made.square, scene.spec, spec, populations));
}

function cellsOf(cutting: Cutting, column: number, row: number): readonly TissueCell[] {
  const made = squareAt(cutting, column, row);
  if (made.cells) return made.cells;
  const own = candidatesOf(cutting, column, row);
  const around: Candidate[] = [];
  if (own.length > 0)
    for (let j = row - 1; j <= row + 1; j++)
      for (let i = column - 1; i <= column + 1; i++) around.push(...candidatesOf(cutting, i, j));
  made.cells = standing(own, around, made.square);
  return made.cells;
}

/** All columns and rows of squares that a rectangle in um meets. */
function* squaresOf({ x, y, width, height }: PixelRect): Generator<readonly [column: number, row: number]> {
  const last = (from: number, size: number) => Math.ceil((from + size) / SQUARE_UM);
  for (let row = Math.floor(y / SQUARE_UM); row < last(y, height); row++)
    for (let column = Math.floor(x / SQUARE_UM); column < last(x, width); column++) yield [column, row];
}

/** A cell reaches this far from its centre, and its centre this far beyond its square, um. */
const REACH_UM = 24;

function cellsNear(cutting: Cutting, rectangle: PixelRect): readonly TissueCell[] {
  const wider = {
    x: rectangle.x - REACH_UM,
    y: rectangle.y - REACH_UM,
    width: rectangle.width + 2 * REACH_UM,
    height: rectangle.height + 2 * REACH_UM,
  };
  return [...squaresOf(wider)].flatMap(at => cellsOf(cutting, ...at));
}

function cellsIn(cutting: Cutting, rectangle: PixelRect): readonly TissueCell[] {
  const { x, y, width, height } = rectangle;
  const isIn = (cell: TissueCell) =>
    cell.x >= x && cell.y >= y && cell.x < x + width && cell.y < y + height && hasNucleus(cell);
  return cellsNear(cutting, rectangle).filter(isIn);
}

function drawTile(cutting: Cutting, inner: PixelRect, mpp: number): RgbRaster {
  const look = cutting.spec.look ?? usualLook(cutting.spec.stain);
  const margin = blurMargin(look, mpp);
  const outer = {
    x: inner.x - margin,
    y: inner.y - margin,
    width: inner.width + 2 * margin,
    height: inner.height + 2 * margin,
  };
  const um = { x: outer.x * mpp, y: outer.y * mpp, width: outer.width * mpp, height: outer.height * mpp };
  const squares = [...squaresOf(um)].map(at => squareAt(cutting, ...at).square);
  if (squares.every(isGlass) && look.ink.length === 0) return exposeGlass(inner, look, texture().camera);
  const planes = (cutting.planes = emptyPlanes(cutting.planes, outer, mpp));
  for (const square of squares) paintMatrix(planes, square, texture());
  for (const cell of cellsNear(cutting, um)) paintTissueCell(planes, cell, texture());
  return exposeSection(planes, inner, look, texture().camera);
}

/** The same grain for all sections: making it takes longer than drawing a tile. */
const TEXTURE_SEED = 17;
let made: Textures | undefined;
const texture = (): Textures => (made ??= textures(TEXTURE_SEED));
