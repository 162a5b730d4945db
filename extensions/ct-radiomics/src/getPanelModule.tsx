import type { Host, PanelDefinition } from '@timescope/ohif/host';
import { reactIsland } from '@timescope/ohif/ReactIsland';
import { RadiologyPanel } from './panels/RadiologyPanel';
import { radiologyServiceOf } from './services/radiologyServiceOf';
import { strings } from './strings';

export function getPanelModule(host: Host): readonly PanelDefinition[] {
  const Panel = () => {
    const service = radiologyServiceOf(host);
    return service ? <RadiologyPanel host={host} service={service} /> : null;
  };
  return [
    {
      name: 'ctRadiomics',
      iconName: 'tab-roi-threshold',
      iconLabel: strings.panelLabel,
      label: strings.panelLabel,
      component: reactIsland(Panel),
    },
  ];
}
