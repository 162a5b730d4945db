import type { MatrixPoint } from '@timescope/core/frames';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { CellTypesOverlay } from '../../overlays/CellTypesOverlay';
import type { CellType, ClassClick } from '../../pipeline/cellTypes/classClick';
import { CellTypingClient } from '../../worker/CellTypingClient';
import type { BenchPart, BenchParts, SlideOnScreen } from '../benchPart';
import type { CellsService } from '../cells/CellsService';
import { followPointer } from '../cells/slidePointer';
import { problemOf } from '../problemOf';
import { currentMeasurement } from '../scoringState';
import { initialCellTypes, previewOf, type CellTypesState } from './cellTypesState';
import { toggleClick } from './toggleClick';

/** Teaches the classifier of tumour, immune and other cells by clicks, shows what it says, and applies it. */
export class CellTypesService implements BenchPart {
  readonly state = new ObservableState<CellTypesState>(initialCellTypes);
  private readonly client = new CellTypingClient();
  private readonly onSlide = new Subscriptions();
  private running: AbortController | undefined;

  constructor(
    private readonly bench: BenchParts,
    private readonly cells: CellsService,
  ) {}

  attach(onScreen: SlideOnScreen): void {
    const { mapTool, readings } = this.bench;
    const overlay = new CellTypesOverlay(onScreen.map, onScreen.slide.levels[0]?.mpp.x ?? NaN);
    const draw = () => overlay.show({ clicks: readings.get().clicks, preview: this.state.get().preview });
    const followTool = () => {
      if (mapTool.state.get().tool !== 'clicks') this.stopClicking();
    };
    const again = () => void this.showPreview();
    onScreen.map.on('moveend', again);
    this.onSlide.add(() => onScreen.map.un('moveend', again));
    this.onSlide.add(() => overlay.remove());
    this.onSlide.add(this.state.subscribe(draw));
    this.onSlide.add(readings.state.subscribe(draw));
    this.onSlide.add(mapTool.state.subscribe(followTool));
    this.onSlide.add(
      followPointer(onScreen.viewer.container, onScreen.map, {
        isOn: () => mapTool.has('clicks') && this.state.get().clicking !== undefined,
        click: point => this.click(point),
      }),
    );
    draw();
  }

  detach(): void {
    this.running?.abort();
    this.onSlide.releaseAll();
    this.bench.mapTool.giveBack('clicks');
    this.client.close();
    this.state.update(initialCellTypes);
  }

  /** From now on a click on a cell shows it as this type; the same type again ends it. */
  chooseType(type: CellType): void {
    if (this.state.get().clicking === type) {
      this.bench.mapTool.giveBack('clicks');
      return;
    }
    this.bench.mapTool.take('clicks');
    this.state.update({ clicking: type, isBeside: false });
  }

  clearClicks(): void {
    this.changeClicks(() => []);
  }

  /** Learns from the clicks and shows what the model says of the cells in view. */
  async train(): Promise<void> {
    const seen = this.cells.seen();
    const measurement = currentMeasurement(this.bench.scoring.state.get());
    if (!seen || !measurement) return;
    const { clicks } = this.bench.readings.get();
    const cells = this.cells.around(clicks);
    const { digest } = measurement.request.slide;
    const model = await this.work(signal => this.client.learn(clicks, cells, digest, signal));
    if (!model) return;
    this.state.update({ model });
    await this.showPreview();
  }

  /** The model becomes the reading's; the next measurement types the cells with it. */
  apply(): void {
    const { model } = this.state.get();
    if (!model) return;
    const isTaken = this.bench.readings.change(reading => ({ ...reading, cellTypes: model }));
    if (!isTaken) return;
    this.closePreview();
    this.bench.mapTool.giveBack('clicks');
  }

  /** Whether the measurement that is shown was made with the model of the reading. */
  isInUse(): boolean {
    const used = currentMeasurement(this.bench.scoring.state.get())?.request.cellTypes;
    const { cellTypes } = this.bench.readings.get();
    if (cellTypes === undefined || cellTypes === 'compartment') return used?.kind === cellTypes;
    return used?.kind === 'classifier' && used.model.hash === cellTypes.hash;
  }

  /** No cell has a type of its own any more. */
  takeBack(): void {
    this.bench.readings.change(reading => ({ ...reading, cellTypes: undefined }));
  }

  closePreview(): void {
    this.running?.abort();
    this.state.update({ model: undefined, preview: undefined, isBusy: false });
  }

  closeProblem(): void {
    this.state.update({ problem: undefined });
  }

  private click(point: MatrixPoint): void {
    const { clicking } = this.state.get();
    const cell = this.cells.at(point);
    this.state.update({ isBeside: cell === undefined });
    if (cell && clicking !== undefined) this.changeClicks(clicks => toggleClick(clicks, cell, clicking));
  }

  private changeClicks(change: (clicks: readonly ClassClick[]) => readonly ClassClick[]): void {
    this.bench.readings.change(reading => ({ ...reading, clicks: change(reading.clicks) }));
  }

  private stopClicking(): void {
    if (this.state.get().clicking !== undefined) this.state.update({ clicking: undefined, isBeside: false });
  }

  private async showPreview(): Promise<void> {
    const { model } = this.state.get();
    if (!model) return;
    const cells = this.cells.inView();
    const types = cells && (await this.work(signal => this.client.types(cells, model, signal)));
    if (this.state.get().model !== model) return;
    if (!cells) this.state.update({ preview: undefined });
    else if (types) this.state.update({ preview: previewOf(cells, types) });
  }

  /** One thing at a time: what is asked next ends what is under way. @returns undefined when it failed or was ended */
  private async work<Value>(act: (signal: AbortSignal) => Promise<Value>): Promise<Value | undefined> {
    this.running?.abort();
    const controller = new AbortController();
    this.running = controller;
    this.state.update({ isBusy: true, problem: undefined });
    try {
      return await act(controller.signal);
    } catch (thrown) {
      if (!controller.signal.aborted) this.state.update({ problem: problemOf(thrown) });
      return undefined;
    } finally {
      if (this.running === controller) {
        this.running = undefined;
        this.state.update({ isBusy: false });
      }
    }
  }
}
