import type { Extension } from '@timescope/ohif/host';
import { commandsModule } from './commandsModule';
import { getPanelModule } from './getPanelModule';
import { EXTENSION_ID } from './id';
import { RadiologyService } from './services/RadiologyService';
import { CtResults } from './services/results/CtResults';
import { CT_RESULTS_SERVICE } from './services/results/ctResultsOf';
import { RADIOLOGY_SERVICE } from './services/radiologyServiceOf';

const ctRadiomics: Extension = {
  id: EXTENSION_ID,
  preRegistration: host => {
    const radiology = new RadiologyService(host);
    host.servicesManager.registerService({ name: RADIOLOGY_SERVICE, create: () => radiology });
    host.servicesManager.registerService({
      name: CT_RESULTS_SERVICE,
      create: () => new CtResults(host, radiology),
    });
  },
  getPanelModule,
  getCommandsModule: commandsModule,
};

export default ctRadiomics;
