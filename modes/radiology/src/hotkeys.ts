interface HotkeyBinding {
  readonly commandName: string;
  readonly context?: string;
  readonly label?: string;
  readonly keys: readonly string[];
}

const CONTEXT = 'TIMESCOPE_RADIOLOGY';

/** Ours first; free in the host or given a new meaning in this mode (undo and redo work on our outline). */
const ours: readonly HotkeyBinding[] = [
  { commandName: 'timescopeOutlineTumour', label: 'Outline tumour', keys: ['t'] },
  { commandName: 'timescopePolygon', label: 'Polygon', keys: ['y'] },
  { commandName: 'timescopeLivewire', label: 'Livewire', keys: ['k'] },
  { commandName: 'timescopeGrowRegion', label: 'Grow region', keys: ['d'] },
  { commandName: 'timescopeRangeBrush', label: 'HU brush', keys: ['u'] },
  { commandName: 'timescopeBrush', label: 'Tumour brush', keys: ['b'] },
  { commandName: 'timescopeEraser', label: 'Tumour eraser', keys: ['e'] },
  { commandName: 'timescopeWindowLevel', label: 'Window / level', keys: ['w'] },
  { commandName: 'timescopeSoftTissue', label: 'Soft tissue window', keys: ['s'] },
  { commandName: 'timescopeUndoOutline', label: 'Undo outline', keys: ['ctrl+z'] },
  { commandName: 'timescopeRedoOutline', label: 'Redo outline', keys: ['ctrl+y'] },
  { commandName: 'timescopeInterpolateOutline', label: 'Fill between slices', keys: ['f'] },
  { commandName: 'timescopeAddRegion', label: 'Add region', keys: ['shift+n'] },
  { commandName: 'timescopeCopyToNextSlice', label: 'Copy outline to next slice', keys: ['shift+c'] },
  { commandName: 'timescopePredict', label: 'Predict', keys: ['p'] },
  { commandName: 'timescopeShowPredictedSlice', label: 'Show predicted slice', keys: ['g'] },
  { commandName: 'timescopeToggleHeatMap', label: 'Heat map on or off', keys: ['o'] },
];

/** The host's bindings with ours in place of those that share a key. */
export function radiologyHotkeys(hostBindings: unknown): readonly HotkeyBinding[] {
  const taken = new Set(ours.map(({ keys }) => keys.join('+')));
  const host = Array.isArray(hostBindings) ? (hostBindings as HotkeyBinding[]) : [];
  const kept = host.filter(binding => !taken.has([binding.keys].flat().join('+')));
  return [...kept, ...ours.map(binding => ({ ...binding, context: CONTEXT, isEditable: true }))];
}
