import { Subscriptions } from '@timescope/ohif/Subscriptions';
import type { MapClass } from '../../pipeline/tissueMap/classMap';
import { stop } from '../cells/slidePointer';
import { isTyping } from './isTyping';

/**
 * While the brush corrects a map, the digits choose among its classes, and set no grade of a cell.
 * @param classes 1 is the first; undefined while the brush does something else
 * @returns a function that ends it
 */
export function followClassKeys(
  classes: () => readonly MapClass[] | undefined,
  choose: (className: MapClass) => void,
): () => void {
  const subscriptions = new Subscriptions();
  const press = (event: Event) => {
    if (!(event instanceof KeyboardEvent) || isTyping(event) || !/^\d$/.test(event.key)) return;
    const among = classes();
    if (!among || event.ctrlKey || event.metaKey || event.altKey) return;
    stop(event);
    const className = among[Number(event.key) - 1];
    if (className !== undefined) choose(className);
  };
  subscriptions.toDom(window, 'keydown', press, true);
  return () => subscriptions.releaseAll();
}
