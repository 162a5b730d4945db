import type { DicomJson } from '@timescope/core/dicom/json';
import type { ComponentType } from 'react';

/**
 * The part of the stock host that we use, as read in OHIF 3.12.10 and 3.13.2. The host publishes no types for its
 * prebuilt app. Cornerstone has types of its own; see `cornerstoneOf`.
 */
export interface Host {
  readonly servicesManager: ServicesManager;
  readonly commandsManager: CommandsManager;
  readonly extensionManager: ExtensionManager;
  readonly hotkeysManager: HotkeysManager;
}

export interface HotkeysManager {
  readonly hotkeyDefinitions: Readonly<
    Record<string, { readonly commandName: string; readonly keys: string | readonly string[] }>
  >;
}

export interface ServicesManager {
  readonly services: Services;
  registerService(registration: ServiceRegistration): void;
}

export interface ServiceRegistration {
  readonly name: string;
  create(host: Host): unknown;
}

/** Host services by name. A service of an extension that is not loaded is absent. */
export interface Services {
  readonly displaySetService: DisplaySetService;
  readonly viewportGridService: ViewportGridService;
  readonly toolbarService: ToolbarService;
  readonly customizationService: CustomizationService;
  readonly userAuthenticationService: UserAuthenticationService;
  readonly uiNotificationService: { show(notification: HostNotification): unknown };
  readonly uiDialogService: { hideAll(): void };
  readonly uiModalService: { hide(): void };
  readonly panelService: PubSub & { activatePanel(panelId: string, forceActive?: boolean): void };
  /** Services of extensions, ours among them: each reads its own with a type of its own. */
  readonly [name: string]: unknown;
}

export interface HostNotification {
  readonly title: string;
  readonly message: string;
  readonly type: 'success' | 'info' | 'warning' | 'error';
}

export interface Subscription {
  unsubscribe(): void;
}

export interface PubSub {
  readonly EVENTS: Readonly<Record<string, string>>;
  subscribe(event: string, callback: (payload: unknown) => void): Subscription;
}

/** DICOM attributes by keyword, as the host keeps them. */
export type NaturalizedInstance = Readonly<Record<string, unknown>> & {
  readonly SOPInstanceUID: string;
  readonly SOPClassUID: string;
};

export interface DisplaySet {
  readonly displaySetInstanceUID: string;
  readonly StudyInstanceUID: string;
  readonly SeriesInstanceUID: string;
  readonly SeriesDescription?: string;
  readonly Modality: string;
  readonly instances?: readonly NaturalizedInstance[];
  /** Microscopy display sets keep the levels of the slide here. */
  readonly others?: readonly NaturalizedInstance[];
}

export interface DisplaySetService extends PubSub {
  getActiveDisplaySets(): DisplaySet[];
  getDisplaySetByUID(uid: string): DisplaySet | undefined;
}

export interface ViewportGridState {
  readonly activeViewportId?: string;
  readonly viewports: ReadonlyMap<string, { readonly displaySetInstanceUIDs?: readonly string[] }>;
}

export interface ViewportGridService extends PubSub {
  getState(): ViewportGridState;
  getActiveViewportId(): string | undefined;
  setDisplaySetsForViewport(change: {
    readonly viewportId: string;
    readonly displaySetInstanceUIDs: readonly string[];
  }): void;
}

export interface ToolbarService extends PubSub {
  register(buttons: readonly ToolbarButton[]): void;
  updateSection(section: string, buttonIds: readonly string[]): void;
  refreshToolbarState(refresh: { viewportId?: string | undefined }): void;
  reset(): void;
}

export interface ToolbarButton {
  readonly id: string;
  readonly uiType:
    'ohif.toolButton' | 'ohif.toolButtonList' | 'ohif.toolBoxButtonGroup' | 'ohif.toolBoxButton';
  readonly props: {
    readonly buttonSection?: true | string;
    readonly icon?: string;
    readonly label?: string;
    readonly tooltip?: string;
    readonly commands?: string | CommandCall | readonly CommandCall[];
    readonly evaluate?: unknown;
  };
}

export interface CustomizationService {
  setCustomizations(customizations: Readonly<Record<string, unknown>>): void;
  getCustomization(name: string): unknown;
}

export interface UserAuthenticationService {
  getUser(): unknown;
  getAuthorizationHeader(): Readonly<Record<string, string>> | undefined;
}

export interface CommandCall {
  readonly commandName: string;
  readonly commandOptions?: Readonly<Record<string, unknown>>;
  readonly context?: string;
}

export interface CommandsManager {
  runCommand(name: string, options?: Readonly<Record<string, unknown>>, context?: string): unknown;
}

export interface CommandsModule {
  readonly definitions: Readonly<Record<string, CommandDefinition>>;
  readonly defaultContext: string;
}

/** The host hands the event and the command's options over as one object. */
export type CommandDefinition = (options: Readonly<Record<string, unknown>>) => unknown;

export interface ExtensionManager {
  getActiveDataSource(): readonly DataSource[];
  getModuleEntry(reference: string): unknown;
}

/** The host's DICOMweb client (dicomweb-client), already pointed at the server that the user chose. */
export interface WadoClient {
  headers: Record<string, string>;
  /** Root of the DICOMweb service, as the host was configured: an address or a path of its own origin. */
  readonly baseURL?: string;
  retrieveInstanceFrames(options: FramesRequest): Promise<readonly ArrayBuffer[]>;
  retrieveSeriesMetadata(options: SeriesReference): Promise<readonly DicomJson[]>;
}

export interface SeriesReference {
  readonly studyInstanceUID: string;
  readonly seriesInstanceUID: string;
}

export interface FramesRequest extends SeriesReference {
  readonly sopInstanceUID: string;
  /** From 1. */
  readonly frameNumbers: readonly number[];
  readonly mediaTypes: readonly { readonly mediaType: string; readonly transferSyntaxUID: string }[];
}

export interface DataSource {
  readonly retrieve: {
    getWadoDicomWebClient?(): WadoClient | undefined;
    /** Fetches what the host knows of a study; its display sets appear afterwards. */
    readonly series?: { metadata(study: { StudyInstanceUID: string }): Promise<unknown> };
  };
  readonly query?: {
    readonly studies: { search(parameters: { patientId: string }): Promise<readonly FoundStudy[]> };
    readonly series: { search(studyInstanceUid: string): Promise<readonly FoundSeries[]> };
  };
}

/** A row of the host's study list. */
export interface FoundStudy {
  readonly studyInstanceUid: string;
  /** YYYYMMDD. */
  readonly date?: string;
  readonly description?: string;
  /** Of all its series, separated by slashes or backslashes. */
  readonly modalities?: string;
  /** Patient ID. */
  readonly mrn?: string;
}

export interface FoundSeries {
  readonly seriesInstanceUid: string;
  readonly modality?: string;
  readonly description?: string;
}

export interface PanelDefinition {
  readonly name: string;
  readonly iconName: string;
  readonly iconLabel: string;
  readonly label: string;
  readonly component: ComponentType;
}

/** What fills the window in a mode; the usual one has panels and viewports. */
export interface LayoutTemplate {
  readonly id: string;
  readonly name: string;
  readonly component: ComponentType;
}

/** What the host takes as a plugin's default export. */
export interface Extension {
  readonly id: string;
  preRegistration?(host: Host): void | Promise<void>;
  onModeEnter?(host: Host): void;
  onModeExit?(host: Host): void;
  getPanelModule?(host: Host): readonly PanelDefinition[];
  getLayoutTemplateModule?(host: Host): readonly LayoutTemplate[];
  getCommandsModule?(host: Host): CommandsModule;
  getToolbarModule?(host: Host): readonly { readonly name: string; readonly evaluate: unknown }[];
}

/** A service that an extension registered, for its caller to type; undefined when that extension is not loaded. */
export function serviceOf(host: Pick<Host, 'servicesManager'>, name: string): unknown {
  return host.servicesManager.services[name];
}
