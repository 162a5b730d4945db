import { TimescopeError } from '@timescope/core/errors';
import { text, type DicomJson } from '@timescope/core/dicom/json';
import { readCtGrid, type CtGrid } from '@timescope/core/dicom/read/ctSeries';
import { seriesMetadata } from '@timescope/ohif/dataSourceFrames';
import type { DisplaySet, Host } from '@timescope/ohif/host';
import { strings } from '../strings';

/** The CT series in a viewport. */
export interface DisplayedCt {
  readonly displaySet: DisplaySet;
  readonly viewportId: string;
  readonly grid: CtGrid;
  /** The host's images and their headers in the order of the volume's slices k. */
  readonly imageIds: readonly string[];
  readonly headers: readonly DicomJson[];
  /** As the host shows them beside each image. */
  readonly instanceNumbers: readonly (number | undefined)[];
}

/** Where a CT is shown: in the active viewport, else in the first that shows one. */
export interface CtPlace {
  readonly displaySet: DisplaySet;
  readonly viewportId: string;
}

export function ctInViewport(host: Host): CtPlace | undefined {
  const { viewportGridService, displaySetService } = host.servicesManager.services;
  const { viewports } = viewportGridService.getState();
  const active = viewportGridService.getActiveViewportId();
  const places = [...viewports].flatMap(([viewportId, viewport]) =>
    (viewport.displaySetInstanceUIDs ?? []).flatMap((uid): CtPlace[] => {
      const displaySet = displaySetService.getDisplaySetByUID(uid);
      return displaySet?.Modality === 'CT' && displaySet.instances ? [{ displaySet, viewportId }] : [];
    }),
  );
  return places.find(({ viewportId }) => viewportId === active) ?? places[0];
}

/**
 * The series' geometry, from the headers on the image server that the host shows.
 * @throws TimescopeError HTTP, GEOMETRY, NO_SPACING, WRONG_SOP_CLASS
 */
export async function displayedCt(host: Host, { displaySet, viewportId }: CtPlace): Promise<DisplayedCt> {
  const shown = new Map(displaySet.instances?.map(instance => [instance.SOPInstanceUID, instance.imageId]));
  const datasets = await seriesMetadata(host, {
    studyInstanceUID: displaySet.StudyInstanceUID,
    seriesInstanceUID: displaySet.SeriesInstanceUID,
  });
  const instances = datasets
    .filter(dataset => shown.has(text(dataset, '00080018') ?? ''))
    .map(dataset => ({ dataset, transferSyntax: '', pixels: new Uint8Array() }));
  const { grid, slices } = readCtGrid(instances);
  return {
    displaySet,
    viewportId,
    grid,
    imageIds: slices.map(({ uid }) => String(shown.get(uid))),
    headers: slices.map(({ instance }) => instance.dataset),
    instanceNumbers: grid.instanceNumbers ?? [],
  };
}

export const noCt = (): TimescopeError =>
  new TimescopeError('NOT_FOUND', strings.noCt, { nextStep: '', kind: 'usage' });
