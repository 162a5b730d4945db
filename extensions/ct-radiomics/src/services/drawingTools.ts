import { TimescopeError } from '@timescope/core/errors';
import { SOFT_TISSUE_WINDOW } from '@timescope/core/windowedGrey';
import type { Host } from '@timescope/ohif/host';
import { strings } from '../strings';
import { GROW_TOOL } from './contouring/growTool';
import type { CtPlace } from './displayedCt';
import { radiologyServices } from './hostServices';

/** The host's tools behind our buttons, and the one of ours; the radiology mode puts them into its tool groups. */
export const HOST_TOOLS = {
  outline: 'PlanarFreehandContourSegmentationTool',
  polygon: 'LinearSplineROI',
  livewire: 'LivewireContourSegmentationTool',
  brush: 'CircularBrush',
  rangeBrush: 'ThresholdCircularBrush',
  eraser: 'CircularEraser',
  grow: GROW_TOOL,
  window: 'WindowLevel',
} as const;

export type DrawingTool = keyof typeof HOST_TOOLS;

const DRAWING_TOOLS = Object.keys(HOST_TOOLS) as DrawingTool[];

/** The tool that the left mouse button has in a viewport, if it is one of ours. */
export function activeTool(host: Host, viewportId: string): DrawingTool | undefined {
  const group = radiologyServices(host).toolGroupService.getToolGroupForViewport(viewportId);
  const active = group?.getActivePrimaryMouseButtonTool();
  return DRAWING_TOOLS.find(tool => HOST_TOOLS[tool] === active);
}

/** The HU that the range brush paints, both ends included. */
export interface HuRange {
  readonly low: number;
  readonly high: number;
}

export function setBrushRange(host: Host, { low, high }: HuRange): void {
  host.commandsManager.runCommand('setThresholdRange', {
    value: [low, high],
    toolNames: [HOST_TOOLS.rangeBrush],
  });
}

/** Shows soft tissue as the networks see it. */
export function showSoftTissue(host: Host, { displaySet, viewportId }: CtPlace): void {
  host.commandsManager.runCommand('setViewportWindowLevel', {
    viewportId,
    displaySetInstanceUID: displaySet.displaySetInstanceUID,
    windowCenter: SOFT_TISSUE_WINDOW.center,
    windowWidth: SOFT_TISSUE_WINDOW.width,
  });
}

/**
 * Gives the left mouse button to a tool in every tool group.
 * @throws TimescopeError USAGE when the viewport does not have the tool (a 3D view, another mode)
 */
export function activateTool(host: Host, tool: DrawingTool, viewportId: string): void {
  const { toolGroupService } = radiologyServices(host);
  if (!toolGroupService.getToolGroupForViewport(viewportId)?.hasTool(HOST_TOOLS[tool]))
    throw new TimescopeError('USAGE', strings.toolMissing, {
      nextStep: strings.toolMissingNext,
      kind: 'usage',
    });
  host.commandsManager.runCommand('setToolActiveToolbar', { toolName: HOST_TOOLS[tool], toolGroupIds: [] });
  host.servicesManager.services.toolbarService.refreshToolbarState({ viewportId });
}
