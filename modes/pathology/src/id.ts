/** Equal to the package's name: the host's next release line loads plugins by it. */
export const MODE_ID = '@timescope/mode-pathology';
