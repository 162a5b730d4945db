import type { Slide } from '@timescope/core/dicom/read/slide';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { ChannelLayer, type ChannelPicture } from '../overlays/ChannelLayer';
import { TissueOverlay } from '../overlays/TissueOverlay';
import { CHANNELS, type Channel } from '../pipeline/channels/channelTile';
import type { Reading } from '../pipeline/reading/reading';
import type { StainModel } from '../pipeline/stain/stainModel';
import { strings } from '../strings';
import { InspectClient } from '../worker/inspectClient';
import type { InspectingPage } from '../worker/inspectRequest';
import type { BenchPart, BenchParts, SlideOnScreen } from './benchPart';
import { channelScale } from './channelScale';
import { framesOf } from './framesOf';
import { levelsRead } from './levelsRead';
import type { SlideMap } from './microscopy';
import { problemOf } from './problemOf';
import { stainNames } from './stainNames';
import { initialStain, type StainState } from './stainState';

/** What looks at a slide, elsewhere. */
type SlideInspector = Pick<InspectClient, 'inspect' | 'channelTile' | 'close'>;

/** Looks at the slide on screen before it is measured, and shows its tissue and its stains on it. */
export class StainService implements BenchPart {
  readonly state = new ObservableState<StainState>(initialStain);
  private readonly onSlide = new Subscriptions();
  private client: SlideInspector | undefined;
  private looking: AbortController | undefined;
  private lookedWith: Pick<Reading, 'preset' | 'stain'> | undefined;

  constructor(
    private readonly parts: Pick<BenchParts, 'host' | 'readings'>,
    private readonly begin: (slide: Slide, page: InspectingPage) => SlideInspector = (slide, page) =>
      new InspectClient(slide, page),
  ) {}

  attach({ slide, map }: SlideOnScreen): void {
    const open = new AbortController();
    const client = this.begin(slide, this.pageFor(slide, open.signal));
    this.client = client;
    this.onSlide.add(() => client.close());
    this.onSlide.add(() => open.abort(GONE));
    this.followTissue(slide, map);
    this.followChannel(slide, map, client);
    this.onSlide.add(this.parts.readings.state.subscribe(() => void this.lookIfChanged()));
    void this.lookIfChanged();
  }

  detach(): void {
    this.looking?.abort(GONE);
    this.looking = undefined;
    this.onSlide.releaseAll();
    this.client = undefined;
    this.lookedWith = undefined;
    const { isTissueShown } = this.state.get();
    this.state.update({ ...initialStain, isTissueShown });
  }

  toggleTissue(): void {
    this.state.update({ isTissueShown: !this.state.get().isTissueShown });
  }

  /** The slide, then one channel after the other, then the slide again. */
  cycleChannel(): void {
    const shown = this.state.get().channel;
    this.showChannel(shown === undefined ? CHANNELS[0] : CHANNELS[CHANNELS.indexOf(shown) + 1]);
  }

  showChannel(channel: Channel | undefined): void {
    this.state.update({ channel, missingTiles: 0, channelProblem: undefined });
  }

  /** From now on the slide is scored with the stains that it shows itself. */
  useOwnStain(way: 'qupath' | 'macenko'): void {
    this.parts.readings.change(reading => ({
      ...reading,
      stain: { white: { rule: 'channel-mode' }, vectors: { rule: 'estimate', way } },
    }));
  }

  /** Back to the marker's own white and vectors. */
  resetStain(): void {
    this.parts.readings.change(reading => ({ ...reading, stain: undefined }));
  }

  lookAgain(): void {
    this.lookedWith = undefined;
    void this.lookIfChanged();
  }

  private async lookIfChanged(): Promise<void> {
    const { preset, stain } = this.parts.readings.get();
    const isSame = this.lookedWith?.preset === preset && this.lookedWith.stain === stain;
    if (!this.client || isSame) return;
    this.lookedWith = { preset, stain };
    this.looking?.abort(GONE);
    const controller = new AbortController();
    this.looking = controller;
    this.state.update({ look: { kind: 'looking', progress: { stage: 'tissue', done: 0, total: 1 } } });
    try {
      const request = { preset, slide: { description: '', digest: '' }, ...(stain && { overrides: stain }) };
      const inspection = await this.client.inspect(request, controller.signal);
      if (this.looking === controller) this.state.update({ look: { kind: 'done' }, inspection });
    } catch (thrown) {
      if (this.looking === controller && !controller.signal.aborted)
        this.state.update({ look: { kind: 'failed', problem: problemOf(thrown) } });
    }
  }

  private pageFor(slide: Slide, signal: AbortSignal): InspectingPage {
    return {
      ...framesOf(this.parts.host, slide, signal),
      report: progress => {
        if (this.state.get().look.kind === 'looking')
          this.state.update({ look: { kind: 'looking', progress } });
      },
    };
  }

  private followTissue(slide: Slide, map: SlideMap): void {
    const { width = 0, height = 0 } = slide.levels[0] ?? {};
    const overlay = new TissueOverlay(map, { width, height });
    const draw = () => {
      const { inspection, isTissueShown } = this.state.get();
      overlay.show(inspection?.tissue, isTissueShown);
    };
    this.onSlide.add(() => overlay.remove());
    this.onSlide.add(this.state.subscribe(draw));
    draw();
  }

  private followChannel(slide: Slide, map: SlideMap, client: SlideInspector): void {
    const layer = new ChannelLayer(map, levelsRead(slide), ({ level, column, row, picture }, signal) =>
      client.channelTile({ level, column, row, channel: picture.channel, stain: picture.stain }, signal),
    );
    layer.onMissing = missingTiles => {
      if (missingTiles !== this.state.get().missingTiles) this.state.update({ missingTiles });
    };
    layer.onFailure = thrown => this.state.update({ channelProblem: problemOf(thrown) });
    this.onSlide.add(() => layer.remove());
    this.onSlide.add(
      this.state.subscribe(() => {
        const { channel, inspection } = this.state.get();
        layer.show(channel && inspection && pictureOf(channel, inspection.shown));
      }),
    );
  }
}

function pictureOf(channel: Channel, { stain, white, vectors }: StainModel): ChannelPicture {
  const label = strings.stainAxis(stainNames(stain)[channel]);
  return { channel, stain: { white, vectors }, label, scale: channelScale(channel, { vectors }) };
}

const GONE = new DOMException('the slide or the settings changed', 'AbortError');
