import type { DisplaySet, Host } from '@timescope/ohif/host';
import { Subscriptions } from '@timescope/ohif/Subscriptions';

/**
 * The viewer inside the stock extension throws for an image whose Number of Focal Planes (0048,0013) is above one, though
 * that counts the planes that were merged into one. It is told one; what is measured is read from the server.
 * @returns a function that ends the watch
 */
export function openFocalPlanes(host: Host): () => void {
  const { displaySetService } = host.servicesManager.services;
  const subscriptions = new Subscriptions();
  const tell = () => displaySetService.getActiveDisplaySets().forEach(tellOnePlane);
  subscriptions.toHost(displaySetService, 'DISPLAY_SETS_ADDED', tell);
  tell();
  return () => subscriptions.releaseAll();
}

function tellOnePlane({ Modality, others }: Pick<DisplaySet, 'Modality' | 'others'>): void {
  if (Modality !== 'SM') return;
  for (const instance of others ?? []) {
    const image = instance as { NumberOfFocalPlanes?: unknown };
    if (Number(image.NumberOfFocalPlanes ?? 1) > 1) image.NumberOfFocalPlanes = 1;
  }
}
