/**
 * Ours: radii in mm that suit a tumour on CT. The host begins with 25, wider than most tumours; its own segmentation
 * mode allows nearly the same range.
 */
const RADII = { minRadius: 0.5, maxRadius: 60, brushSize: 8 };

/** The host's tools for outlines and one of ours, which the basic mode does not put into its tool groups. */
export const outlineTools = {
  passive: [
    {
      toolName: 'CircularBrush',
      parentTool: 'Brush',
      configuration: { activeStrategy: 'FILL_INSIDE_CIRCLE', ...RADII },
    },
    {
      toolName: 'CircularEraser',
      parentTool: 'Brush',
      configuration: { activeStrategy: 'ERASE_INSIDE_CIRCLE', ...RADII },
    },
    {
      toolName: 'ThresholdCircularBrush',
      parentTool: 'Brush',
      configuration: { activeStrategy: 'THRESHOLD_INSIDE_CIRCLE', ...RADII },
    },
    {
      toolName: 'LinearSplineROI',
      parentTool: 'SplineContourSegmentationTool',
      configuration: { spline: { type: 'LINEAR', enableTwoPointPreview: true } },
    },
    { toolName: 'LivewireContourSegmentationTool' },
    { toolName: 'TimescopeGrowRegion' },
  ],
};

/** Tool groups of the host's basic mode that show CT slices. */
export const SLICE_TOOL_GROUPS = ['default', 'mpr'];
