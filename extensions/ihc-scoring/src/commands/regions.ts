import type { CommandDefinition, Host } from '@timescope/ohif/host';
import { COMMANDS } from '../commandNames';
import { benchOf } from '../services/benchOf';
import { isRole, isShape } from '../services/regions/regionsState';

/** Regions, brush and pixel classifier. */
export function regionsCommands(host: Host): Readonly<Record<string, CommandDefinition>> {
  const regions = () => benchOf(host).regions;
  const compartments = () => benchOf(host).compartments;
  return {
    [COMMANDS.toggleBrush]: () => regions().toggleBrush(false),
    [COMMANDS.toggleEraser]: () => regions().toggleBrush(true),
    [COMMANDS.brushSmaller]: () => regions().sizeBrush(-1),
    [COMMANDS.brushLarger]: () => regions().sizeBrush(1),
    [COMMANDS.toggleRegions]: () => regions().toggleShown(),
    [COMMANDS.removeRegion]: () => regions().remove(),
    [COMMANDS.toggleLines]: () => compartments().toggleDrawing(),
    [COMMANDS.trainCompartments]: () => compartments().train(),
    [COMMANDS.togglePreview]: () => compartments().togglePreview(),
    [COMMANDS.applyCompartments]: () => compartments().apply(),
    [COMMANDS.chooseRole]: ({ role }) => {
      if (isRole(role)) regions().chooseRole(role);
    },
    [COMMANDS.drawRegion]: ({ shape }) => {
      if (isShape(shape)) regions().drawShape(shape);
    },
  };
}
