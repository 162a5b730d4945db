/** Equal to the package's name: the host finds our modules by it. */
export const EXTENSION_ID = '@timescope/extension-combined-report';
