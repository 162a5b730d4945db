/** Our bundles as the stock host loads them: ES modules at root-absolute URLs. */
export interface Bundles {
  readonly extensions: readonly string[];
  readonly modes: readonly string[];
}

export const allBundles: Bundles = {
  extensions: ['/plugins/ihc-scoring.js', '/plugins/ct-radiomics.js', '/plugins/combined-report.js'],
  modes: ['/plugins/pathology.js', '/plugins/radiology.js', '/plugins/report.js'],
};

/** `/app-config.js`: the stock one points at public servers. */
export function appConfig({ extensions, modes }: Bundles): string {
  return `window.config = ${JSON.stringify({
    name: 'timescope',
    routerBasename: '/',
    extensions,
    modes,
    customizationService: {},
    showStudyList: true,
    maxNumberOfWebWorkers: 3,
    showWarningMessageForCrossOrigin: true,
    showCPUFallbackMessage: true,
    showLoadingIndicator: true,
    strictZSpacingForVolumeViewport: true,
    groupEnabledModesFirst: true,
    showErrorDetails: 'production',
    // The host's bar covers the lower end of the viewports; the research-use line stands on each of our panels.
    investigationalUseDialog: { option: 'never' },
    maxNumRequests: { interaction: 100, thumbnail: 5, prefetch: 25 },
    defaultDataSourceName: 'dicomweb',
    dataSources: [dicomweb],
  })};\n`;
}

const dicomweb = {
  namespace: '@ohif/extension-default.dataSourcesModule.dicomweb',
  sourceName: 'dicomweb',
  configuration: {
    friendlyName: 'DICOMweb',
    name: 'dicomweb',
    wadoUriRoot: '/dicomweb',
    qidoRoot: '/dicomweb',
    wadoRoot: '/dicomweb',
    qidoSupportsIncludeField: true,
    supportsReject: false,
    supportsStow: true,
    dicomUploadEnabled: true,
    imageRendering: 'wadors',
    thumbnailRendering: 'thumbnail',
    thumbnailRequestStrategy: 'fetch',
    enableStudyLazyLoad: true,
    supportsFuzzyMatching: true,
    supportsWildcard: true,
    bulkDataURI: { enabled: true },
  },
};
