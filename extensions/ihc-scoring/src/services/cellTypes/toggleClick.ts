import { FEWEST_CLICKED } from '../../pipeline/cellTypes/clickedCells';
import type { CellType, ClassClick } from '../../pipeline/cellTypes/classClick';

/** One click on a cell: the same type again takes it back, another type takes its place. */
export function toggleClick(
  clicks: readonly ClassClick[],
  { x, y }: { readonly x: number; readonly y: number },
  type: CellType,
): readonly ClassClick[] {
  const others = clicks.filter(click => click.x !== x || click.y !== y);
  const isBack = clicks.some(click => click.x === x && click.y === y && click.type === type);
  return isBack ? others : [...others, { x, y, type }];
}

/** Clicks by type: other, tumour, immune. */
export function clicksByType(clicks: readonly ClassClick[]): readonly [number, number, number] {
  const of = (type: CellType) => clicks.filter(click => click.type === type).length;
  return [of(0), of(1), of(2)];
}

/** Whether there are clicks enough to train with. */
export function isEnough(clicks: readonly ClassClick[]): boolean {
  const [, tumour, immune] = clicksByType(clicks);
  return tumour >= FEWEST_CLICKED && immune >= FEWEST_CLICKED;
}

export { FEWEST_CLICKED };
