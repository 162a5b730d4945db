import type { CommandDefinition, Host } from '@timescope/ohif/host';

/** None yet. */
export const thresholdsCommands: (host: Host) => Readonly<Record<string, CommandDefinition>> = () => ({});
