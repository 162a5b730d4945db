import type { LayerChoice } from '@timescope/core/dicom/read/slideLayers';
import type { CommandDefinition, Host } from '@timescope/ohif/host';
import { COMMANDS } from '../commandNames';
import { CHANNELS } from '../pipeline/channels/channelTile';
import { benchOf } from '../services/benchOf';

/** Tissue, stain check and stain channels. */
export function stainCommands(host: Host): Readonly<Record<string, CommandDefinition>> {
  const stain = () => benchOf(host).stain;
  return {
    [COMMANDS.toggleTissue]: () => stain().toggleTissue(),
    [COMMANDS.cycleChannel]: () => stain().cycleChannel(),
    [COMMANDS.showChannel]: ({ channel }) => stain().showChannel(CHANNELS.find(each => each === channel)),
    [COMMANDS.useOwnStain]: ({ way }) => {
      if (way === 'qupath' || way === 'macenko') stain().useOwnStain(way);
    },
    [COMMANDS.resetStain]: () => stain().resetStain(),
    [COMMANDS.chooseLayer]: ({ choice }) => {
      if (isObject(choice)) benchOf(host).scoring.chooseLayer(choice);
    },
  };
}

const isObject = (value: unknown): value is LayerChoice => typeof value === 'object' && value !== null;
