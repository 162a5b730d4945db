import type { Extension } from '@timescope/ohif/host';
import { commandsModule } from './commandsModule';
import { getPanelModule } from './getPanelModule';
import { EXTENSION_ID } from './id';
import { RadiologyService } from './services/RadiologyService';
import { RADIOLOGY_SERVICE } from './services/radiologyServiceOf';

const ctRadiomics: Extension = {
  id: EXTENSION_ID,
  preRegistration: host =>
    host.servicesManager.registerService({
      name: RADIOLOGY_SERVICE,
      create: () => new RadiologyService(host),
    }),
  getPanelModule,
  getCommandsModule: commandsModule,
};

export default ctRadiomics;
