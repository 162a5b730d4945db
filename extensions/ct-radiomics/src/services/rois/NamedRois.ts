import { holdsControls } from '@timescope/core/controlCharacters';
import { TimescopeError } from '@timescope/core/errors';
import { ohifStrings } from '@timescope/ohif/strings';
import { strings } from '../../strings';
import type { Attempt } from '../radiologyState';
import type { TumourOutline } from '../TumourOutline';
import { withName, withNewRoi, withoutRoi } from './roiSet';

export interface NamedRoisParts {
  readonly attempt: Attempt;
  shown(): TumourOutline | undefined;
  /** The regions of the CT on screen. @throws TimescopeError when they may not be changed now */
  outline(): TumourOutline;
  /** Two readers outline one region each. */
  mayBeSeveral(): boolean;
}

/** What the reader does with the regions themselves. Each is one undoable step, but for the choice. */
export class NamedRois {
  constructor(private readonly parts: NamedRoisParts) {}

  add(): Promise<void> {
    return this.act(async outline => {
      if (!this.parts.mayBeSeveral()) throw oneOnly();
      const name = freeName(namesOf(outline));
      await outline.change(set => withNewRoi(set, name));
    });
  }

  /** The active one. */
  remove(): Promise<void> {
    return this.act(outline => outline.change(set => withoutRoi(set, set.active)));
  }

  rename(label: number, typed: string): Promise<void> {
    return this.act(async outline => {
      const name = typed.trim();
      const known = outline.state.get().set.rois.find(roi => roi.label === label)?.name;
      if (name === known) return;
      if (holdsControls(name))
        throw new TimescopeError('USAGE', ohifStrings.controlCharacters, {
          nextStep: strings.roiNameControlsNext,
          kind: 'usage',
        });
      if (name === '' || namesOf(outline).includes(name))
        throw new TimescopeError('USAGE', strings.roiNameTaken(name), {
          nextStep: strings.roiNameTakenNext,
          kind: 'usage',
        });
      await outline.change(set => withName(set, label, name));
    });
  }

  choose(label: number): Promise<void> {
    return this.act(outline => {
      outline.chooseRoi(label);
      return Promise.resolve();
    });
  }

  /** As the host draws the region: red, green, blue, 0 to 255; undefined before anything is drawn. */
  colourOf(label: number): readonly number[] | undefined {
    return this.parts.shown()?.colourOf(label);
  }

  private act(work: (outline: TumourOutline) => Promise<void>): Promise<void> {
    return this.parts.attempt(() => work(this.parts.outline()));
  }
}

export const oneOnly = (): TimescopeError =>
  new TimescopeError('CONFLICT', strings.oneRoiOnly, { nextStep: strings.oneRoiOnlyNext, kind: 'usage' });

const namesOf = (outline: TumourOutline) => outline.state.get().set.rois.map(({ name }) => name);

function freeName(taken: readonly string[]): string {
  let count = taken.length + 1;
  while (taken.includes(strings.newRoiName(count))) count++;
  return strings.newRoiName(count);
}
