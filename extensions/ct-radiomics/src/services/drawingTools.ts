import { TimescopeError } from '@timescope/core/errors';
import type { Host } from '@timescope/ohif/host';
import { strings } from '../strings';
import { radiologyServices } from './hostServices';

/** The host's own tools behind our three buttons; the radiology mode puts them into its tool groups. */
export const HOST_TOOLS = {
  outline: 'PlanarFreehandContourSegmentation',
  brush: 'CircularBrush',
  eraser: 'CircularEraser',
  window: 'WindowLevel',
} as const;

export type DrawingTool = keyof typeof HOST_TOOLS;

/**
 * Gives the left mouse button to a tool in every tool group.
 * @throws TimescopeError USAGE when the viewport has no tools (a report or a 3D view is selected)
 */
export function activateTool(host: Host, tool: DrawingTool, viewportId: string): void {
  const { toolGroupService } = radiologyServices(host);
  if (!toolGroupService.getToolGroupForViewport(viewportId))
    throw new TimescopeError('USAGE', strings.toolMissing, {
      nextStep: strings.toolMissingNext,
      kind: 'usage',
    });
  host.commandsManager.runCommand('setToolActiveToolbar', { toolName: HOST_TOOLS[tool], toolGroupIds: [] });
  host.servicesManager.services.toolbarService.refreshToolbarState({ viewportId });
}
