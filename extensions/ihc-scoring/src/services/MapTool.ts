import type { Host } from '@timescope/ohif/host';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { microscopyService } from './microscopy';

/** What the left mouse button does on the slide: select cells, show cells to the classifier, draw. */
export type Tool = 'select' | 'clicks' | 'polygon' | 'brush' | 'strokes';

/** Says whose the left mouse button on the slide is, so that two parts of the bench never take the same click. */
export class MapTool {
  readonly state = new ObservableState<{ readonly tool: Tool }>({ tool: 'select' });

  constructor(private readonly host: Host) {}

  /** From now on the button is this tool's; a stock drawing tool is put away. */
  take(tool: Tool): void {
    this.host.commandsManager.runCommand('setToolActive', { toolName: 'dragPan' }, 'MICROSCOPY');
    if (this.state.get().tool !== tool) this.state.update({ tool });
  }

  /** Cells can be selected again, unless another tool took the button meanwhile. */
  giveBack(tool: Tool): void {
    if (this.state.get().tool === tool) this.state.update({ tool: 'select' });
  }

  /** Cells can be selected again, whatever tool was on. */
  putAway(): void {
    this.giveBack(this.state.get().tool);
  }

  /** Whether the button is this tool's now; while a stock drawing tool is on it is nobody's here. */
  has(tool: Tool): boolean {
    return this.state.get().tool === tool && !this.isHostDrawing();
  }

  private isHostDrawing(): boolean {
    const active = microscopyService(this.host)?.getActiveInteractions();
    return Array.isArray(active) && active.some(isLeftButtonDrawing);
  }
}

/** The host lists a pair of name and bindings for each of its mouse tools. */
function isLeftButtonDrawing(interaction: unknown): boolean {
  const [name, options] = Array.isArray(interaction) ? (interaction as unknown[]) : [];
  const bindings = (options as { bindings?: { mouseButtons?: unknown } } | undefined)?.bindings;
  const buttons = bindings?.mouseButtons;
  return name !== 'dragPan' && Array.isArray(buttons) && buttons.includes('left');
}
