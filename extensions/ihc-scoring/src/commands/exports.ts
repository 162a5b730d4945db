import type { CommandDefinition, Host } from '@timescope/ohif/host';

/** None yet. */
export const exportsCommands: (host: Host) => Readonly<Record<string, CommandDefinition>> = () => ({});
