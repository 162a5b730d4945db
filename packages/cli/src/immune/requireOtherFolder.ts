import { TimescopeError } from '@timescope/core/errors';
import path from 'node:path';
import { type AskedSlide } from './immuneArguments';
import { SLIDES_OF_PATIENT } from '@timescope/extension-ihc-scoring/pipeline/immune/slidesOfPatient';

/** @throws TimescopeError USAGE where a slide's files lie in a folder that the run writes into */
export function requireOtherFolder(
  out: string | undefined,
  slides: readonly Pick<AskedSlide, 'location'>[],
): void {
  if (out === undefined) return;
  const written = SLIDES_OF_PATIENT.map(name => path.resolve(out, name));
  const inside = slides
    .map(({ location }) => location)
    .find(location =>
      [path.resolve(location), path.dirname(path.resolve(location))].some(each => written.includes(each)),
    );
  if (inside === undefined) return;
  throw new TimescopeError('USAGE', `--out ${out} would write into the folder of the slide ${inside}.`, {
    kind: 'usage',
    nextStep: 'Give another --out DIR.',
  });
}
