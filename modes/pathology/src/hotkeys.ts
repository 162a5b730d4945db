import { strings } from './strings';

interface HotkeyBinding {
  readonly commandName: string;
  readonly context?: string;
  readonly label?: string;
  readonly keys: readonly string[];
}

const CONTEXT = 'TIMESCOPE_PATHOLOGY';

/** Free in the host, or keys of its tools for CT, which do nothing on a slide. */
const ours: readonly HotkeyBinding[] = [
  { commandName: 'timescopeMeasureHere', label: strings.measureHere, keys: ['m'] },
  { commandName: 'timescopeToggleCells', label: strings.cells, keys: ['o'] },
  { commandName: 'timescopeToggleCellFill', label: strings.fill, keys: ['f'] },
  { commandName: 'timescopeToggleTissue', label: strings.tissue, keys: ['t'] },
  { commandName: 'timescopeCycleStainChannel', label: strings.channel, keys: ['c'] },
  { commandName: 'timescopeToggleDensityMap', label: strings.density, keys: ['d'] },
  { commandName: 'timescopeNextHotspot', label: strings.hotspot, keys: ['h'] },
  { commandName: 'timescopeUndoReading', label: strings.undo, keys: ['ctrl+z'] },
  { commandName: 'timescopeRedoReading', label: strings.redo, keys: ['ctrl+shift+z'] },
  { commandName: 'timescopeCancelMeasurement', label: strings.cancel, keys: ['esc'] },
  { commandName: 'timescopeGradeNegative', label: strings.gradeNegative, keys: ['0'] },
  { commandName: 'timescopeGradeWeak', label: strings.gradeWeak, keys: ['1'] },
  { commandName: 'timescopeGradeModerate', label: strings.gradeModerate, keys: ['2'] },
  { commandName: 'timescopeGradeStrong', label: strings.gradeStrong, keys: ['3'] },
  { commandName: 'timescopeExcludeCells', label: strings.excludeCells, keys: ['x'] },
  { commandName: 'timescopeIncludeCells', label: strings.includeCells, keys: ['i'] },
  { commandName: 'timescopeTypeTumour', label: strings.typeTumour, keys: ['7'] },
  { commandName: 'timescopeTypeImmune', label: strings.typeImmune, keys: ['8'] },
  { commandName: 'timescopeTypeOther', label: strings.typeOther, keys: ['9'] },
  { commandName: 'timescopeUnsayCells', label: strings.unsayCells, keys: ['u'] },
  { commandName: 'timescopeNextDoubtfulCell', label: strings.nextDoubtful, keys: ['n'] },
  { commandName: 'timescopeNextWarning', label: strings.nextWarning, keys: ['w'] },
  { commandName: 'timescopeToggleRegions', label: strings.showRegions, keys: ['r'] },
  { commandName: 'timescopeToggleBrush', label: strings.brush, keys: ['b'] },
  { commandName: 'timescopeToggleEraser', label: strings.eraser, keys: ['e'] },
  { commandName: 'timescopeBrushSmaller', label: strings.brushSmaller, keys: ['['] },
  { commandName: 'timescopeBrushLarger', label: strings.brushLarger, keys: [']'] },
  { commandName: 'timescopeToggleClassLines', label: strings.lines, keys: ['l'] },
  { commandName: 'timescopeToggleCompartmentPreview', label: strings.preview, keys: ['p'] },
  { commandName: 'timescopeRemoveRegion', label: strings.removeRegion, keys: ['del'] },
];

/** Keys that press buttons and edit; the host's commands on them need a CT viewport and fail on a slide. */
const PANEL_KEYS = ['enter', 'space', 'backspace'];

/** The host's bindings with ours in place of those that share a key, and without those on keys that panels need. */
export function pathologyHotkeys(hostBindings: unknown): readonly HotkeyBinding[] {
  const taken = new Set([...PANEL_KEYS, ...ours.map(({ keys }) => keys.join('+'))]);
  const host = Array.isArray(hostBindings) ? (hostBindings as HotkeyBinding[]) : [];
  const kept = host.filter(binding => !taken.has([binding.keys].flat().join('+')));
  return [...kept, ...ours.map(binding => ({ ...binding, context: CONTEXT, isEditable: true }))];
}
