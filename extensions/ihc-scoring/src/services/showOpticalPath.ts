import type { ManagedViewer } from './microscopy';

type Viewer = ManagedViewer['viewer'];

/** What the viewer inside the stock extension can do with a slide of several optical paths. */
interface OpticalPathViewer extends Viewer {
  getAllOpticalPaths?(): readonly { readonly identifier: string }[];
  activateOpticalPath?(identifier: string): void;
  showOpticalPath?(identifier: string): void;
  deactivateOpticalPath?(identifier: string): void;
}

/** The viewer shows the optical path that is measured, and no other. One path alone needs nothing. */
export function showOpticalPath(viewer: Viewer, path: string): void {
  const paths: OpticalPathViewer = viewer;
  const identifiers = (paths.getAllOpticalPaths?.() ?? []).map(({ identifier }) => identifier);
  if (identifiers.length < 2 || !identifiers.includes(path)) return;
  paths.activateOpticalPath?.(path);
  paths.showOpticalPath?.(path);
  for (const other of identifiers) if (other !== path) paths.deactivateOpticalPath?.(other);
}
