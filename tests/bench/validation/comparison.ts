import { agreementOf, type Agreement } from './agreement';
import type { LabelledImage } from './labelledImage';
import { cellsFound, methods } from './methods';
import { plainRivals } from './plainRivals';

/** Agreement with the truth, image by image, of every method. */
export type Comparison = Readonly<Record<string, readonly Agreement[]>>;

export async function compare(images: readonly LabelledImage[]): Promise<Comparison> {
  const ours: Record<string, Agreement[]> = {};
  for (const method of Object.keys(methods)) ours[method] = await agreements(images, method);
  const rivals = Object.entries(await plainRivals(images)).map(([detector, found]) => [
    `scikit-image: ${detector}`,
    images.map(({ truth }, image) => agreementOf(found[image] ?? [], truth)),
  ]);
  return { ...ours, ...(Object.fromEntries(rivals) as Comparison) };
}

/** One image after the other. @throws RangeError for a method that is not in `methods` */
export async function agreements(images: readonly LabelledImage[], method: string): Promise<Agreement[]> {
  const measured: Agreement[] = [];
  for (const image of images) measured.push(agreementOf(await cellsFound(image, method), image.truth));
  return measured;
}

/** The images of several comparisons in one. */
export function joined(parts: readonly Comparison[]): Comparison {
  const names = [...new Set(parts.flatMap(part => Object.keys(part)))];
  return Object.fromEntries(names.map(name => [name, parts.flatMap(part => part[name] ?? [])]));
}
