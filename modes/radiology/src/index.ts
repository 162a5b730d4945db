import { radiologyHotkeys } from './hotkeys';
import { MODE_ID } from './id';
import { outlineTools, SLICE_TOOL_GROUPS } from './outlineTools';
import { strings } from './strings';

const EXTENSION_URL = '/plugins/ct-radiomics.js';
const OUR_PANEL = '@timescope/extension-ct-radiomics.panelModule.ctRadiomics';
const REPORT_URL = '/plugins/combined-report.js';
const REPORT_PANEL = '@timescope/extension-combined-report.panelModule.report';
const HOST_SEGMENTATIONS = '@ohif/extension-cornerstone.panelModule.panelSegmentation';
const HOST_MEASUREMENTS = '@ohif/extension-cornerstone.panelModule.panelMeasurement';

/** What the host hands to a mode's hooks; only what we use. */
interface ModeContext {
  readonly servicesManager: {
    readonly services: {
      readonly toolGroupService: { addToolsToToolGroup(id: string, tools: object): void };
      readonly customizationService: {
        getCustomization(name: string): unknown;
        setCustomizations(customizations: Readonly<Record<string, unknown>>): void;
      };
      readonly uiNotificationService: { show(notification: Readonly<Record<string, string>>): unknown };
      readonly timescopeRadiologyService?: { enterMode(): void; leaveMode(): void };
    };
  };
}

/** A mode of the host, of which ours is a variant. */
interface ModeInstance {
  readonly extensions: Readonly<Record<string, string>>;
  readonly routes: readonly [Route, ...Route[]];
  readonly onModeEnter: (this: ModeInstance, context: ModeContext) => void;
  readonly onModeExit: (this: ModeInstance, context: ModeContext) => void;
}

interface Route {
  readonly path: string;
  readonly layoutInstance: { readonly id: string; readonly props: Readonly<Record<string, unknown>> };
}

interface Loader {
  readonly loadModules: (ids: readonly string[]) => Promise<readonly ModeModule[]>;
}

interface ModeModule {
  readonly modeInstance: ModeInstance;
}

const radiology = {
  id: MODE_ID,
  extensionDependencies: {
    '@ohif/extension-default': '^3.0.0',
    '@ohif/extension-cornerstone': '^3.0.0',
    [EXTENSION_URL]: '^0.1.0',
    [REPORT_URL]: '^0.1.0',
  },
  async modeFactory({ loadModules }: Loader) {
    const [basic] = await loadModules(['@ohif/mode-basic']);
    if (!basic) throw new Error(strings.noBasicMode);
    return radiologyMode(basic.modeInstance);
  },
};

/** The host's basic mode with our panel, brushes and keys, for studies with CT. */
function radiologyMode(basic: ModeInstance) {
  const [route] = basic.routes;
  const layoutInstance = {
    ...route.layoutInstance,
    props: {
      ...route.layoutInstance.props,
      rightPanels: [OUR_PANEL, HOST_SEGMENTATIONS, HOST_MEASUREMENTS, REPORT_PANEL],
      rightPanelClosed: false,
    },
  };
  return {
    ...basic,
    id: MODE_ID,
    routeName: 'radiology',
    displayName: strings.displayName,
    hide: false,
    extensions: { ...basic.extensions, [EXTENSION_URL]: '^0.1.0', [REPORT_URL]: '^0.1.0' },
    routes: [{ ...route, path: 'radiology', layoutInstance }],
    isValidMode,
    // The basic mode turns editing off: by this list in 3.13, by this flag in 3.12.
    modeCustomizations: undefined,
    enableSegmentationEdit: true,
    onModeEnter(this: ModeInstance, context: ModeContext) {
      basic.onModeEnter.call(this, context);
      enter(context);
    },
    onModeExit(this: ModeInstance, context: ModeContext) {
      context.servicesManager.services.timescopeRadiologyService?.leaveMode();
      basic.onModeExit.call(this, context);
    },
  };
}

function isValidMode({ modalities }: { modalities: string }) {
  return {
    valid: modalities.split('\\').includes('CT'),
    description: strings.validity,
  };
}

function enter({ servicesManager }: ModeContext): void {
  const { toolGroupService, customizationService, uiNotificationService, timescopeRadiologyService } =
    servicesManager.services;
  const keys = radiologyHotkeys(customizationService.getCustomization('ohif.hotkeyBindings'));
  // Without a handler the host's structure set viewport throws and leaves the page blank.
  const missingReferenceDisplaySetHandler = () => {
    uiNotificationService.show({
      title: strings.missingReferenceTitle,
      message: strings.missingReference,
      type: 'warning',
    });
    return { handled: true };
  };
  customizationService.setCustomizations({
    'ohif.hotkeyBindings': { $set: keys },
    missingReferenceDisplaySetHandler: { $set: missingReferenceDisplaySetHandler },
  });
  timescopeRadiologyService?.enterMode();
  // After that: the service tells the host of our own tool.
  for (const id of SLICE_TOOL_GROUPS) toolGroupService.addToolsToToolGroup(id, outlineTools);
}

export default radiology;
