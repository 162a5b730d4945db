import type { Extension } from '@timescope/ohif/host';
import { commandsModule } from './commandsModule';
import { getPanelModule } from './getPanelModule';
import { getToolbarModule } from './getToolbarModule';
import { EXTENSION_ID } from './id';
import { SCORING_SERVICE, ScoringService } from './services/ScoringService';
import { scoringService } from './services/scoringServiceOf';

const extension: Extension = {
  id: EXTENSION_ID,
  preRegistration: host =>
    host.servicesManager.registerService({ name: SCORING_SERVICE, create: () => new ScoringService(host) }),
  onModeEnter: host => scoringService(host).start(),
  onModeExit: host => scoringService(host).stop(),
  getPanelModule,
  getCommandsModule: commandsModule,
  getToolbarModule,
};

export default extension;
