import type { Host } from '@timescope/ohif/host';
import type { ObservableState } from '@timescope/ohif/ObservableState';
import { microscopyService } from './microscopy';
import type { ScoringState } from './scoringState';

/** The host asks our buttons for their state when told to: when a slide is ready and when the cells are shown or hidden. */
export function followToolbar(host: Host, state: ObservableState<ScoringState>): () => void {
  let shown = '';
  return state.subscribe(() => {
    const { slide, overlay } = state.get();
    const now = `${slide.kind} ${String(overlay.isShown)}`;
    if (now === shown) return;
    shown = now;
    refreshToolbar(host);
  });
}

export function refreshToolbar(host: Host): void {
  const { toolbarService, viewportGridService } = host.servicesManager.services;
  toolbarService.refreshToolbarState({ viewportId: viewportGridService.getActiveViewportId() });
}

/** Unless the reader chose a tool: the stock viewer pans with the middle button only, which tablets and many mice lack. */
export function panWithLeftButton(host: Host): void {
  if (microscopyService(host)?.getActiveInteractions()) return;
  host.commandsManager.runCommand('setToolActive', { toolName: 'dragPan' }, 'MICROSCOPY');
}
