import { TimescopeError } from '@timescope/core/errors';
import type { ReportProgress } from '@timescope/core/progress';
import type { PixelRect } from '@timescope/core/raster';
import { overviewOf } from '@timescope/extension-ihc-scoring/pipeline/overview';
import { tileReader } from '@timescope/extension-ihc-scoring/pipeline/tileReader';
import { whiteOf } from '@timescope/extension-ihc-scoring/pipeline/white';
import { frameOf, levelAt, type WorkingFrame } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';
import { workingTile } from '@timescope/extension-ihc-scoring/pipeline/workingTile';
import type { SlideInput } from '../slideInput';
import type { DrawnObjects } from './drawnObjects';
import { addWhites, openPatchFolder } from './patchFolder';
import { PATCH_KINDS, type PatchKind, type PatchKindName } from './patchKinds';

export interface ExportedPatches {
  readonly patches: number;
  /** Pixels of each class of a mask, tiles of each class, or nuclei. */
  readonly counts: Readonly<Record<string, number>>;
  /** Patches on pixels that are stored and cannot be read. */
  readonly leftOut: number;
}

/**
 * Writes what a training reads of a slide and of what is drawn on it. Names are those of the place, so the same slide in
 * the same folder takes the place of its former patches, and several slides fill one folder.
 * @throws TimescopeError EMPTY_ROI where nothing is drawn that makes a patch, and what the folder and the slide throw
 */
export async function exportPatches(
  slide: Pick<SlideInput, 'source' | 'digest'>,
  drawn: DrawnObjects,
  { kind, out }: { readonly kind: PatchKindName; readonly out: string },
  report: ReportProgress,
): Promise<ExportedPatches> {
  const { source, digest } = slide;
  const { mpp, expects, plan }: PatchKind = PATCH_KINDS[kind];
  const frame = frameOf(source, mpp);
  const matrix = levelAt(source, 0);
  const planned = [
    ...plan(drawn, frame, matrix, (done, total) => {
      report({ stage: 'drawn areas', done, total });
    }),
  ];
  if (planned.length === 0) throw nothingDrawn(kind, expects, matrix);
  const prefix = (digest.split(':').at(-1) ?? digest).slice(0, PREFIX_LENGTH);
  const folder = await openPatchFolder(out, kind, prefix);
  const reader = tileReader(source);
  const written: string[] = [];
  const counts: Record<string, number> = {};
  for (const [index, { at, withPixels }] of planned.entries()) {
    const { rgb, gaps } = await workingTile(reader, frame, at);
    if (!gaps.some(gap => gap.kind === 'unreadable')) {
      const name = `${prefix}-${placeOf(at, frame)}`;
      const patch = withPixels(rgb);
      await folder.write(name, patch.files);
      written.push(name);
      for (const [what, count] of Object.entries(patch.counts)) counts[what] = (counts[what] ?? 0) + count;
    }
    report({ stage: 'patches', done: index + 1, total: planned.length });
  }
  if (kind === 'tissue') {
    const white = whiteOf(await overviewOf(source, tileReader(source, undefined, 0), report));
    await addWhites(out, written, white.rgb);
  }
  return { patches: written.length, counts, leftOut: planned.length - written.length };
}

/** Digits of a slide's digest in the names of its patches: no patient is named by them. */
const PREFIX_LENGTH = 8;

/** The patch's corner in pixels of the full-resolution image. */
const placeOf = ({ x, y }: PixelRect, { matrixStep }: WorkingFrame): string =>
  `${Math.round(x * matrixStep.x)}-${Math.round(y * matrixStep.y)}`;

const nothingDrawn = (
  kind: PatchKindName,
  expects: string,
  { width, height }: { readonly width: number; readonly height: number },
): TimescopeError =>
  new TimescopeError(
    'EMPTY_ROI',
    `Nothing that is drawn on this slide of ${width} x ${height} px gives patches of ${kind}; expected ${expects}.`,
    {
      kind: 'rejected',
      nextStep: 'Draw such areas on this slide and export them as GeoJSON, in pixels of its full resolution.',
    },
  );
