import type { Host, PanelDefinition } from '@timescope/ohif/host';
import { reactIsland } from '@timescope/ohif/ReactIsland';
import { IhcPanel } from './panels/IhcPanel';
import { benchOf } from './services/benchOf';
import { strings } from './strings';

/** One panel, `ihcScoring`. The host names it `<extension id>.panelModule.ihcScoring`. */
export function getPanelModule(host: Host): readonly PanelDefinition[] {
  return [
    {
      name: 'ihcScoring',
      iconName: 'tab-segmentation',
      iconLabel: strings.panelShort,
      label: strings.panel,
      component: reactIsland(() => <IhcPanel host={host} bench={benchOf(host)} />),
    },
  ];
}
