import { strings } from './strings';

const context = 'TIMESCOPE_PATHOLOGY';

/** Letters that the host leaves free, and Escape, which has nothing else to end on a slide. */
export const hotkeys = [
  { commandName: 'timescopeMeasureHere', context, label: strings.measureHere, keys: ['m'] },
  { commandName: 'timescopeToggleCells', context, label: strings.cells, keys: ['o'] },
  { commandName: 'timescopeToggleCellFill', context, label: strings.fill, keys: ['f'] },
  { commandName: 'timescopeCancelMeasurement', context, label: strings.cancel, keys: ['esc'] },
];
