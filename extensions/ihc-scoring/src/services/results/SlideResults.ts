import type { StoredObject } from '@timescope/core/dicomweb/studyResults';
import { archiveOf, clientOf } from '@timescope/ohif/results/archive';
import { ListedResults } from '@timescope/ohif/results/ListedResults';
import { ObservableState } from '@timescope/ohif/ObservableState';
import type { DrawnObject } from '../../evidence/drawnObject';
import { DrawnObjects } from '../../overlays/DrawnObjects';
import { ArchiveClient } from '../../worker/ArchiveClient';
import type { BenchPart, BenchParts, SlideOnScreen } from '../benchPart';

/** What of other tools is drawn, by SOP Instance UID. */
export interface DrawnState {
  readonly objects: ReadonlyMap<string, DrawnObject>;
}

/** What the archive holds of the slide on screen: our results, and what other tools drew. */
export class SlideResults implements BenchPart {
  readonly listed: ListedResults;
  readonly drawn = new ObservableState<DrawnState>({ objects: new Map() });
  private readonly client = new ArchiveClient();
  private onScreen: SlideOnScreen | undefined;
  private overlay: DrawnObjects | undefined;

  constructor(private readonly parts: BenchParts) {
    this.listed = new ListedResults(() => clientOf(archiveOf(parts.host)), {
      draw: object => this.draw(object),
      erase: object => this.erase(object),
    });
  }

  attach(onScreen: SlideOnScreen): void {
    this.onScreen = onScreen;
    this.overlay = new DrawnObjects(onScreen.map);
    void this.listed.show(onScreen.slide.studyInstanceUid);
  }

  detach(): void {
    this.overlay?.remove();
    this.overlay = undefined;
    this.onScreen = undefined;
    this.drawn.update({ objects: new Map() });
    void this.listed.show(undefined);
  }

  /** Whether the slide on screen can show an object of another tool. */
  readonly canDraw = ({ kind }: StoredObject): boolean => kind === 'segmentation' || kind === 'annotations';

  private async draw(object: StoredObject): Promise<void> {
    const { onScreen } = this;
    if (!onScreen) return;
    const drawn = await this.client.drawObject(archiveOf(this.parts.host), object, onScreen.slide);
    if (this.onScreen !== onScreen) return;
    const uid = object.address.instance;
    this.overlay?.add(uid, drawn);
    this.drawn.update({ objects: new Map(this.drawn.get().objects).set(uid, drawn) });
  }

  private erase({ address: { instance } }: StoredObject): void {
    const objects = new Map(this.drawn.get().objects);
    objects.delete(instance);
    this.overlay?.take(instance);
    this.drawn.update({ objects });
  }
}
