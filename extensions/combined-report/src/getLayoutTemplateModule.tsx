import type { Host, LayoutTemplate } from '@timescope/ohif/host';
import { reactIsland } from '@timescope/ohif/ReactIsland';
import { ReportPage } from './panels/ReportPage';
import { reportDeskOf } from './services/reportDeskOf';

/** The report mode has no viewports: its layout is the page. */
export function getLayoutTemplateModule(host: Host): readonly LayoutTemplate[] {
  return [
    {
      id: 'reportPage',
      name: 'reportPage',
      component: reactIsland(() => <ReportPage desk={reportDeskOf(host)} />),
    },
  ];
}
