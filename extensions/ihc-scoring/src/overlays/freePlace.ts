import type { FrameState } from '../services/microscopy';

/** Device pixels of the canvas. */
export interface NameBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Names that stand on a frame of the map already, whichever layer drew them. */
const namesOn = new WeakMap<FrameState, NameBox[]>();

/** The place nearest to the wanted one, above or below it, where a name covers no other one; it is taken then. */
export function freePlace(frame: FrameState, wanted: NameBox): NameBox {
  const taken = namesOn.get(frame) ?? [];
  namesOn.set(frame, taken);
  const most = frame.size[1] * frame.pixelRatio - wanted.height;
  const places = STEPS.map(step => ({ ...wanted, top: wanted.top + step * wanted.height }));
  const free = places.find(
    place => place.top >= 0 && place.top <= most && taken.every(other => !overlap(place, other)),
  );
  const place = free ?? wanted;
  taken.push(place);
  return place;
}

/** In heights of a name: 0, 1, -1, 2, -2 ... Ours: more names in one place than these cannot be told apart. */
const STEPS = [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6] as const;

const overlap = (a: NameBox, b: NameBox): boolean =>
  a.left < b.left + b.width &&
  b.left < a.left + a.width &&
  a.top < b.top + b.height &&
  b.top < a.top + a.height;
