/** Equal to the package's name: the host's next release line loads plugins by it. */
export const EXTENSION_ID = '@timescope/extension-ihc-scoring';
