import type { CommandDefinition, Host } from '@timescope/ohif/host';

/** None yet. */
export const resultsCommands: (host: Host) => Readonly<Record<string, CommandDefinition>> = () => ({});
