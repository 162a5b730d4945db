/** Equal to the package's name. */
export const MODE_ID = '@timescope/mode-report';
