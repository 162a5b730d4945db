import { matrixPoint } from '@timescope/core/frames';
import { linkedCamera, type SlideCamera } from '../../pipeline/registration/linkedCamera';
import { inverted, type SectionTransform } from '../../pipeline/registration/sectionTransform';
import { mapFromMatrix } from '../goTo';
import type { SlideMap } from '../microscopy';
import { matrixFromMap } from '../slideView';

/** A slide in a viewport. */
export interface ViewedSlide {
  readonly map: Pick<SlideMap, 'getView'>;
  /** Micrometres of a matrix pixel. */
  readonly mpp: { readonly x: number; readonly y: number };
}

/** Whatever of centre, zoom and turn changed. */
const CAMERA_EVENTS = ['change:center', 'change:resolution', 'change:rotation'];

/**
 * From now on each viewport shows the place of the tissue that the other one is moved to; the second begins.
 * @param transform from the first slide to the second
 * @returns a function that ends it; both stay where they are
 */
export function linkMaps(
  first: ViewedSlide,
  second: ViewedSlide,
  transform: SectionTransform,
  isStillThere: () => boolean,
): () => void {
  let isFollowing = false;
  const follow = (leader: ViewedSlide, follower: ViewedSlide, way: SectionTransform) => () => {
    if (isFollowing || !isStillThere()) return;
    const camera = cameraOf(leader);
    if (!camera) return;
    isFollowing = true;
    show(follower, linkedCamera(camera, way, leader.mpp, follower.mpp));
    isFollowing = false;
  };
  const ends = [
    listen(first, follow(first, second, transform)),
    listen(second, follow(second, first, inverted(transform))),
  ];
  follow(first, second, transform)();
  return () => {
    for (const end of ends) end();
  };
}

function listen({ map }: ViewedSlide, listener: () => void): () => void {
  const view = map.getView();
  for (const event of CAMERA_EVENTS) view.on(event, listener);
  return () => {
    for (const event of CAMERA_EVENTS) view.un(event, listener);
  };
}

function cameraOf({ map }: ViewedSlide): SlideCamera | undefined {
  const view = map.getView();
  const [centre, resolution] = [view.getCenter(), view.getResolution()];
  if (!centre || resolution === undefined) return undefined;
  return { centre: matrixFromMap(centre), resolution, rotation: view.getRotation() };
}

/**
 * The stock view takes turns of less than five degrees for none and keeps its slide on screen; sections are often turned by
 * less, and lie elsewhere on their slides. So centre and turn are written once more as they are wanted.
 */
function show({ map }: ViewedSlide, { centre, resolution, rotation }: SlideCamera): void {
  const view = map.getView();
  const place = mapFromMatrix(matrixPoint(centre.x, centre.y));
  view.setRotation(rotation);
  view.setResolution(resolution);
  view.setCenter(place);
  view.set('rotation', rotation);
  view.set('center', place);
}
