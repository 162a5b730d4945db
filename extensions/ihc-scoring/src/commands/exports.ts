import type { CommandDefinition, Host } from '@timescope/ohif/host';
import { COMMANDS } from '../commandNames';
import { benchOf } from '../services/benchOf';
import { isExportKind } from '../services/exports/ExportService';

/** Files of the measurement on screen, the density map and the hotspots. */
export function exportsCommands(host: Host): Readonly<Record<string, CommandDefinition>> {
  const bench = () => benchOf(host);
  return {
    [COMMANDS.exportFile]: ({ what }) => (isExportKind(what) ? bench().exports.save(what) : undefined),
    [COMMANDS.toggleDensity]: () => bench().hotspots.toggleMap(),
    [COMMANDS.nextHotspot]: () => bench().hotspots.goToNext(),
  };
}
