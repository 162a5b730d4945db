import type { Extension } from '@timescope/ohif/host';
import { getLayoutTemplateModule } from './getLayoutTemplateModule';
import { getPanelModule } from './getPanelModule';
import { EXTENSION_ID } from './id';
import { ReportDesk } from './services/ReportDesk';
import { REPORT_SERVICE } from './services/reportDeskOf';

const combinedReport: Extension = {
  id: EXTENSION_ID,
  preRegistration: host =>
    host.servicesManager.registerService({ name: REPORT_SERVICE, create: () => new ReportDesk(host) }),
  getPanelModule,
  getLayoutTemplateModule,
};

export default combinedReport;
