import { strings } from './strings';

/** A stock microscopy tool. The host's evaluation of it compares the button's id with the tool's name. */
const stockTool = (toolName: string, icon: string, label: string) => ({
  id: toolName,
  uiType: 'ohif.toolButton',
  props: {
    icon,
    label,
    tooltip: label,
    commands: { commandName: 'setToolActive', commandOptions: { toolName }, context: 'MICROSCOPY' },
    evaluate: 'evaluate.microscopyTool',
  },
});

const ourButton = (id: string, commandName: string, icon: string, label: string, evaluate: string) => ({
  id,
  uiType: 'ohif.toolButton',
  props: {
    icon,
    label,
    tooltip: label,
    commands: { commandName, context: 'TIMESCOPE_PATHOLOGY' },
    evaluate,
  },
});

/** Our own pens: the stock ones throw at clicks on what is being drawn (3.12.10 and 3.13.2). */
const drawing = (shape: string, icon: string, label: string) => ({
  id: `timescopeDraw-${shape}`,
  uiType: 'ohif.toolButton',
  props: {
    icon,
    label,
    tooltip: label,
    commands: {
      commandName: 'timescopeDrawRegion',
      commandOptions: { shape },
      context: 'TIMESCOPE_PATHOLOGY',
    },
    evaluate: `evaluate.timescope.draw.${shape}`,
  },
});

export const toolbarButtons = [
  { id: 'RegionTools', uiType: 'ohif.toolButtonList', props: { buttonSection: true } },
  drawing('polygon', 'tool-polygon', strings.polygon),
  drawing('rectangle', 'tool-rectangle', strings.box),
  drawing('freehand', 'tool-freehand-polygon', strings.freehand),
  stockTool('circle', 'tool-circle', strings.circle),
  stockTool('line', 'tool-length', strings.line),
  stockTool('dragPan', 'tool-move', strings.pan),
  ourButton(
    'timescopeMeasureHere',
    'timescopeMeasureHere',
    'tool-probe',
    strings.measureHere,
    'evaluate.timescope.measureHere',
  ),
  ourButton(
    'timescopeToggleCells',
    'timescopeToggleCells',
    'tab-segmentation',
    strings.cells,
    'evaluate.timescope.cells',
  ),
  {
    id: 'TagBrowser',
    uiType: 'ohif.toolButton',
    props: {
      icon: 'dicom-tag-browser',
      label: strings.tags,
      tooltip: strings.tags,
      commands: 'openDICOMTagViewer',
      evaluate: 'evaluate.action',
    },
  },
];

export const toolbarSections: Readonly<Record<string, readonly string[]>> = {
  primary: ['RegionTools', 'dragPan', 'timescopeMeasureHere', 'timescopeToggleCells', 'TagBrowser'],
  RegionTools: [
    'timescopeDraw-polygon',
    'timescopeDraw-freehand',
    'timescopeDraw-rectangle',
    'circle',
    'line',
  ],
};
