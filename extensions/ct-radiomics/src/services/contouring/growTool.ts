import type { CornerstoneTools, World } from '../cornerstone';

/** Under this name the radiology mode puts it into its tool groups. */
export const GROW_TOOL = 'TimescopeGrowRegion';

interface Click {
  readonly detail: { readonly currentPoints: { readonly world: World } };
}

/**
 * Tells the host of a tool whose click asks for a region. The host keeps one class a name: of two calls the first counts.
 * @param onClick patient position of the click, LPS, mm
 */
export function registerGrowTool(
  { BaseTool, addTool }: Pick<CornerstoneTools, 'BaseTool' | 'addTool'>,
  onClick: (at: World) => void,
): void {
  class GrowTool extends BaseTool {
    static readonly toolName = GROW_TOOL;

    constructor(toolProps?: object) {
      super(toolProps, { supportedInteractionTypes: ['Mouse', 'Touch'] });
    }

    /** The host calls this for a press and release in one place. */
    mouseClickCallback({ detail }: Click): void {
      onClick(detail.currentPoints.world);
    }
  }
  addTool(GrowTool);
}
