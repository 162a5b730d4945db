import type { Extension } from '@timescope/ohif/host';
import { commandsModule } from './commandsModule';
import { getPanelModule } from './getPanelModule';
import { getToolbarModule } from './getToolbarModule';
import { EXTENSION_ID } from './id';
import { Bench } from './services/Bench';
import { BENCH_SERVICE, benchOf } from './services/benchOf';

const extension: Extension = {
  id: EXTENSION_ID,
  preRegistration: host =>
    host.servicesManager.registerService({ name: BENCH_SERVICE, create: () => new Bench(host) }),
  onModeEnter: host => benchOf(host).start(),
  onModeExit: host => benchOf(host).stop(),
  getPanelModule,
  getCommandsModule: commandsModule,
  getToolbarModule,
};

export default extension;
