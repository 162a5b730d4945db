/** Names of the commands that toolbar, keys, panel and tests share. The mode binds keys and buttons to them. */
export const COMMANDS = {
  measureHere: 'timescopeMeasureHere',
  measureSlide: 'timescopeMeasureSlide',
  cancel: 'timescopeCancelMeasurement',
  toggleOverlay: 'timescopeToggleCells',
  toggleFill: 'timescopeToggleCellFill',
  choosePreset: 'timescopeChooseMarker',
  chooseHere: 'timescopeChooseArea',
  toggleDrawnTumour: 'timescopeToggleRegionIsTumour',
  undo: 'timescopeUndoReading',
  redo: 'timescopeRedoReading',
} as const;
