import { pathologyHotkeys } from './hotkeys';
import { MODE_ID } from './id';
import { strings } from './strings';
import { toolbarButtons, toolbarSections } from './toolbarButtons';

/** The part of the host's services that entering and leaving the mode needs. */
interface ModeHost {
  readonly servicesManager: {
    readonly services: {
      readonly toolbarService: {
        register(buttons: readonly object[]): void;
        updateSection(section: string, buttons: readonly string[]): void;
        reset(): void;
      };
      readonly customizationService: {
        getCustomization(name: string): unknown;
        setCustomizations(customizations: object): void;
      };
      readonly uiDialogService: { hideAll(): void };
      readonly uiModalService: { hide(): void };
    };
  };
}

/** The host imports every key: a built-in id, or the very URL under which the extension was configured. */
const extensionDependencies = {
  '@ohif/extension-default': '',
  '@ohif/extension-cornerstone': '',
  '@ohif/extension-cornerstone-dicom-sr': '',
  '@ohif/extension-dicom-microscopy': '',
  '/plugins/ihc-scoring.js': '',
  '/plugins/combined-report.js': '',
};

const slideHandlers = [
  '@ohif/extension-cornerstone.sopClassHandlerModule.DicomMicroscopySopClassHandler',
  '@ohif/extension-dicom-microscopy.sopClassHandlerModule.DicomMicroscopySRSopClassHandler',
  '@ohif/extension-dicom-microscopy.sopClassHandlerModule.DicomMicroscopyANNSopClassHandler',
];

const layout = {
  id: '@ohif/extension-default.layoutTemplateModule.viewerLayout',
  props: {
    leftPanels: ['@ohif/extension-default.panelModule.seriesList'],
    leftPanelResizable: true,
    leftPanelClosed: true,
    rightPanels: [
      '@timescope/extension-ihc-scoring.panelModule.ihcScoring',
      '@ohif/extension-dicom-microscopy.panelModule.measure',
      '@timescope/extension-combined-report.panelModule.report',
    ],
    rightPanelResizable: true,
    rightPanelInitialExpandedWidth: 340,
    viewports: [
      {
        namespace: '@ohif/extension-dicom-microscopy.viewportModule.microscopy-dicom',
        displaySetsToDisplay: slideHandlers,
      },
    ],
  },
};

const pathologyMode = {
  id: MODE_ID,
  routeName: 'pathology',
  displayName: strings.mode,
  extensions: extensionDependencies,
  hangingProtocol: 'default',
  sopClassHandlers: slideHandlers,
  validationTags: { study: [], series: [] },
  isValidMode: ({ modalities }: { modalities: string }) => ({
    valid: modalities.split('\\').includes('SM'),
    description: strings.needsSlide,
  }),
  routes: [{ path: 'pathology', layoutTemplate: () => structuredClone(layout) }],

  onModeEnter({ servicesManager }: ModeHost): void {
    const { toolbarService, customizationService } = servicesManager.services;
    toolbarService.register(toolbarButtons);
    for (const [section, buttons] of Object.entries(toolbarSections))
      toolbarService.updateSection(section, buttons);
    // The host binds this list after this call and forgets it when the mode is left.
    const hotkeys = pathologyHotkeys(customizationService.getCustomization('ohif.hotkeyBindings'));
    customizationService.setCustomizations({ 'ohif.hotkeyBindings': { $set: hotkeys } });
  },

  onModeExit({ servicesManager }: ModeHost): void {
    const { toolbarService, uiDialogService, uiModalService } = servicesManager.services;
    uiDialogService.hideAll();
    uiModalService.hide();
    toolbarService.reset();
  },
};

export default { id: MODE_ID, modeFactory: () => pathologyMode, extensionDependencies };
