/** Every text of this mode that a user reads. */
export const strings = {
  displayName: 'TIMEscope CT',
  validity: 'Needs a study with CT images',
  noBasicMode: 'The viewer has no basic mode (@ohif/mode-basic); OHIF 3.12.2 or newer is expected.',
  missingReferenceTitle: 'Not shown',
  missingReference:
    'This segmentation or structure set refers to images that are not in the study. Open the study that it was drawn on.',
} as const;
