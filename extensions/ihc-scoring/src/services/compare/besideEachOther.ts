import { TimescopeError } from '@timescope/core/errors';
import type { Host } from '@timescope/ohif/host';
import { strings } from '../../strings';
import type { FoundSlide } from './patientSlides';

/** How long the host may take to know a study, or to lay out its viewports, in milliseconds. Ours. */
const PATIENCE_MS = 15_000;

/**
 * Two viewports: the slide on screen stays where it is, the other one comes beside it. Each is panned and zoomed for
 * itself; the panel follows the one that was pressed last.
 * @throws TimescopeError NOT_FOUND where the host does not get to know the other slide.
 */
export async function showBeside(host: Host, here: string, other: FoundSlide): Promise<void> {
  const grid = host.servicesManager.services.viewportGridService;
  const [mine, theirs] = [displaySetOf(host, here), await knownDisplaySet(host, other)];
  layOut(host, 2);
  await eventually(() => grid.getState().viewports.size === 2);
  const active = grid.getActiveViewportId();
  for (const viewportId of grid.getState().viewports.keys()) {
    const shown = viewportId === active ? mine : theirs;
    if (shown !== undefined) grid.setDisplaySetsForViewport({ viewportId, displaySetInstanceUIDs: [shown] });
  }
}

/** Another slide of the patient in the place of the one that the panel is about. */
export async function showInstead(host: Host, other: FoundSlide): Promise<void> {
  const grid = host.servicesManager.services.viewportGridService;
  const displaySet = await knownDisplaySet(host, other);
  const viewportId = grid.getActiveViewportId();
  if (viewportId !== undefined)
    grid.setDisplaySetsForViewport({ viewportId, displaySetInstanceUIDs: [displaySet] });
}

/** One viewport again, with the slide that the panel is about. */
export async function showAlone(host: Host, here: string): Promise<void> {
  const grid = host.servicesManager.services.viewportGridService;
  const mine = displaySetOf(host, here);
  layOut(host, 1);
  await eventually(() => grid.getState().viewports.size === 1);
  const [viewportId] = grid.getState().viewports.keys();
  if (viewportId !== undefined && mine !== undefined)
    grid.setDisplaySetsForViewport({ viewportId, displaySetInstanceUIDs: [mine] });
}

/** Whether the host shows more than one viewport now. */
export const isBeside = (host: Host): boolean =>
  host.servicesManager.services.viewportGridService.getState().viewports.size > 1;

function layOut(host: Host, numCols: number): void {
  host.commandsManager.runCommand('setViewportGridLayout', { numRows: 1, numCols });
}

/** The host is told to fetch the study where it does not know it yet. */
async function knownDisplaySet(host: Host, { studyUid, seriesUid }: FoundSlide): Promise<string> {
  if (displaySetOf(host, seriesUid) === undefined) {
    const [source] = host.extensionManager.getActiveDataSource();
    await source?.retrieve.series?.metadata({ StudyInstanceUID: studyUid });
    await eventually(() => displaySetOf(host, seriesUid) !== undefined);
  }
  const found = displaySetOf(host, seriesUid);
  if (found !== undefined) return found;
  throw new TimescopeError('NOT_FOUND', strings.besideNotLoaded, { nextStep: strings.besideNotLoadedNext });
}

const displaySetOf = (host: Host, seriesUid: string): string | undefined =>
  host.servicesManager.services.displaySetService
    .getActiveDisplaySets()
    .find(each => each.SeriesInstanceUID === seriesUid)?.displaySetInstanceUID;

/** The host lays out in tasks of its own and says when in events that differ between its versions. */
async function eventually(isSo: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!isSo() && performance.now() < end) await new Promise(resolve => setTimeout(resolve, 50));
}
