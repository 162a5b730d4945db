import { MODE_ID } from './id';
import { strings } from './strings';

/** The host imports every key: a built-in id, or the very URL under which the extension was configured. */
const extensionDependencies = {
  '@ohif/extension-default': '',
  '/plugins/combined-report.js': '',
};

/** The whole window is ours: the report has no viewports. */
const layout = {
  id: '@timescope/extension-combined-report.layoutTemplateModule.reportPage',
  props: {},
};

interface ModeHost {
  readonly servicesManager: {
    readonly services: {
      readonly customizationService: { setCustomizations(customizations: object): void };
    };
  };
}

const reportMode = {
  id: MODE_ID,
  routeName: 'report',
  displayName: strings.displayName,
  extensions: extensionDependencies,
  hangingProtocol: 'default',
  sopClassHandlers: [],
  validationTags: { study: [], series: [] },
  isValidMode: ({ modalities }: { modalities: string }) => ({
    valid: modalities.split('\\').some(modality => ['CT', 'SM', 'SR'].includes(modality)),
    description: strings.validity,
  }),
  routes: [
    {
      path: 'report',
      layoutTemplate: () => structuredClone(layout),
      /** After it the host would fetch the headers of every image of the study: of no use here, so it never ends. */
      init: () => new Promise<never>(() => undefined),
    },
  ],

  onModeEnter({ servicesManager }: ModeHost): void {
    // The viewer's keys turn and move images; here letters are typed into fields.
    servicesManager.services.customizationService.setCustomizations({
      'ohif.hotkeyBindings': { $set: [] },
    });
  },
};

export default { id: MODE_ID, modeFactory: () => reportMode, extensionDependencies };
