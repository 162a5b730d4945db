const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

/** Every text of this package that a user reads. */
export const ohifStrings = {
  panelFailed: (reason: string) => `This panel could not be drawn (${reason}). Reload the page.`,
  reader: 'Reader',
  readerFromHost: 'Signed in as',
  readerAsk: 'Your name or initials',
  readerWhy: 'Kept in this browser and written beside every result.',
  readerSave: 'Save',
  readerChange: 'Change',
  noServer: 'The viewer has no DICOMweb server to read from.',
  noServerNext: 'Open the study from a DICOMweb server.',
  frameFailed: (frame: number, reason: string) => `Tile ${frame} could not be read (${reason}).`,
  frameSignedOut: (frame: number) =>
    `The image server no longer knows who you are (HTTP 401 for tile ${frame}).`,
  frameForbidden: (frame: number) =>
    `The image server refuses tile ${frame} of this slide to you (HTTP 403).`,
  frameMissing: (frame: number, status: number) =>
    `The image server does not have tile ${frame} of this slide (HTTP ${status}).`,
  forbiddenNext: 'Ask who runs the image server whether you may read this study.',
  missingNext: 'Send the slide to the image server again, or open another one.',
  frameNext: 'Check the connection to the image server and measure again.',
  signInNext: 'Sign in again, then measure again.',
  metadataFailed: (reason: string) => `The image's description could not be read (${reason}).`,
  controlCharacters:
    'The text holds control characters, which often come with pasted text and cannot be stored: type it instead.',
  megabytes: (done: number, total: number) =>
    total > 0 ? `${megabytes(done)} of ${megabytes(total)} MB` : `${megabytes(done)} MB`,
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  cancel: 'Cancel',
  accept: 'Accept',
  amend: 'Amend',
  reject: 'Reject',
  decide: 'Decide',
} as const;
