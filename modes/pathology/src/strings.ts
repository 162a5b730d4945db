/** Every text of the pathology mode that a user reads. */
export const strings = {
  mode: 'TIMEscope IHC',
  needsSlide: 'This mode opens slides (modality SM).',
  polygon: 'Polygon region',
  box: 'Rectangle region',
  circle: 'Circle region',
  freehand: 'Freehand region',
  line: 'Length',
  regions: 'Draw a region',
  pan: 'Pan',
  tags: 'DICOM tags',
  measureHere: 'Measure the drawn region or the field in view',
  cells: 'Show or hide the cells',
  fill: 'Fill the cells',
  cancel: 'Cancel the measurement',
} as const;
