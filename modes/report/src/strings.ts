/** Every text of this mode that a user reads. */
export const strings = {
  /** As long as the study list's button shows whole. */
  displayName: 'TIME Report',
  validity: 'Needs a study with a CT, a slide or a stored result',
} as const;
