import type { Host, PanelDefinition } from '@timescope/ohif/host';
import { reactIsland } from '@timescope/ohif/ReactIsland';
import { ReportPanel } from './panels/ReportPanel';
import { reportDeskOf } from './services/reportDeskOf';
import { strings } from './strings';

/** One panel, `report`, which the other modes name by its id. */
export function getPanelModule(host: Host): readonly PanelDefinition[] {
  return [
    {
      name: 'report',
      iconName: 'tab-patient-info',
      iconLabel: strings.panelLabel,
      label: strings.panelLabel,
      component: reactIsland(() => <ReportPanel desk={reportDeskOf(host)} />),
    },
  ];
}
