/** Every text of this mode that a user reads. */
export const strings = {
  displayName: 'TIMEscope Report',
  validity: 'Needs a study with a CT, a slide or a stored result',
} as const;
