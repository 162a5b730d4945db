import type { CommandDefinition, Host } from '@timescope/ohif/host';

/** None yet. */
export const stainCommands: (host: Host) => Readonly<Record<string, CommandDefinition>> = () => ({});
