import { TimescopeError } from '@timescope/core/errors';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import { parseArgs } from 'node:util';
import type { Command } from '../command';
import { EXIT_PARTIAL } from '../exitCodes';
import { readDrawnObjects } from '../patches/drawnObjects';
import { exportPatches, type ExportedPatches } from '../patches/exportPatches';
import { patchesIn } from '../patches/patchFolder';
import { PATCH_KINDS, type PatchKindName } from '../patches/patchKinds';
import { progressLine } from '../progressLine';
import { lockFolder, makeFolder } from '../score/outFolder';
import { openSlide } from '../slideInput';
import type { SlideOptions } from '../slide/slideOptions';

export const patches: Command = {
  usage:
    'timescope patches SLIDE --roi FILE.geojson [--roi MORE.geojson] --kind tissue|tiles|nuclei --out DIR\n' +
    '      [--mpp UM] [--optical-path ID] [--focal-plane N|DEPTHum] [--json]',
  summary:
    'What the trainings of models/training read, from areas and nuclei drawn in the viewer or in QuPath: tissue (patches with ' +
    'masks, for train_tissue.py), tiles (a folder a class, train_tiles.py), nuclei (pictures with numbered nuclei, ' +
    'train_nuclei.py). Several slides may fill one folder; a slide takes the place of its former patches.',
  async run(argv) {
    const { location, options, roi, kind, out, json } = patchesArguments(argv);
    const drawn = await readDrawnObjects(roi);
    const slide = await openSlide(location, options);
    try {
      await makeFolder(out);
      const lock = await lockFolder(out);
      const exported = await exportPatches(slide, drawn, { kind, out }, progressLine()).finally(() =>
        lock.release(),
      );
      const { mpp } = PATCH_KINDS[kind];
      const document = {
        ...{ researchUse: RESEARCH_USE, kind, mpp, ...exported },
        ...{ folder: out, patchesInFolder: await patchesIn(out, kind), warnings: slide.warnings },
      };
      process.stdout.write(json ? `${JSON.stringify(document)}\n` : textOf(document));
      return exported.leftOut > 0 ? EXIT_PARTIAL : 0;
    } finally {
      await slide.close();
    }
  },
};

interface PatchesArguments {
  readonly location: string;
  readonly options: SlideOptions;
  readonly roi: readonly string[];
  readonly kind: PatchKindName;
  readonly out: string;
  readonly json: boolean;
}

/** @throws TimescopeError USAGE, and node:util's errors for options that do not exist */
function patchesArguments(argv: string[]): PatchesArguments {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      roi: { type: 'string', multiple: true },
      kind: { type: 'string' },
      out: { type: 'string' },
      mpp: { type: 'string' },
      'optical-path': { type: 'string' },
      'focal-plane': { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const [location, ...more] = positionals;
  if (location === undefined || more.length > 0)
    throw usage(`Expected one slide, got ${positionals.length}.`);
  if (values.roi === undefined) throw usage('No drawn areas were given (--roi FILE.geojson).');
  if (values.out === undefined) throw usage('The folder for the patches is missing (--out DIR).');
  const options = {
    mpp: values.mpp === undefined ? undefined : Number(values.mpp),
    opticalPath: values['optical-path'],
    focalPlane: values['focal-plane'],
  };
  return {
    location,
    options,
    roi: values.roi,
    kind: kindOf(values.kind),
    out: values.out,
    json: values.json,
  };
}

function kindOf(name = ''): PatchKindName {
  if (Object.hasOwn(PATCH_KINDS, name)) return name as PatchKindName;
  throw usage(`--kind takes ${Object.keys(PATCH_KINDS).join(', ')}, not "${name}".`);
}

const usage = (message: string): TimescopeError =>
  new TimescopeError('USAGE', message, { kind: 'usage', nextStep: 'See timescope patches --help.' });

interface Told extends ExportedPatches {
  readonly kind: PatchKindName;
  readonly mpp: number;
  readonly folder: string;
  readonly patchesInFolder: number;
  readonly warnings: readonly string[];
}

/** From so many a network was fine-tuned to another look; what that gained stands in docs/training.md. */
const ENOUGH = 100;

function textOf({
  kind,
  mpp,
  patches: count,
  counts,
  leftOut,
  folder,
  patchesInFolder,
  warnings,
}: Told): string {
  const whole = Object.values(counts).reduce((sum, each) => sum + each, 0);
  const held = Object.entries(counts).map(([what, each]) =>
    kind === 'tissue' ? `${what} ${((100 * each) / whole).toFixed(1)} %` : `${what} ${each}`,
  );
  const lines = [
    `${count} patches of ${kind} at ${mpp} um/px: ${held.join(', ')}`,
    ...(leftOut > 0 ? [`${leftOut} left out: their pixels cannot be read.`] : []),
    `${folder} holds ${patchesInFolder}; to fine-tune a network have about ${ENOUGH}, of several slides (train_${kind}.py --initial, docs/training.md).`,
    ...warnings.map(warning => `Warning: ${warning}`),
    RESEARCH_USE,
  ];
  return `${lines.join('\n')}\n`;
}
