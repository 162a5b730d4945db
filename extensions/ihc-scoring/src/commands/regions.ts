import type { CommandDefinition, Host } from '@timescope/ohif/host';

/** None yet. */
export const regionsCommands: (host: Host) => Readonly<Record<string, CommandDefinition>> = () => ({});
