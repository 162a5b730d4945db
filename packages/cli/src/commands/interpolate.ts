import { interpolateMask } from '@timescope/core/interpolation/interpolateMask';
import { signedDistanceFiller } from '@timescope/core/interpolation/signedDistance';
import { niftiFile } from '@timescope/core/nifti/niftiFile';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import type { RoiMask } from '@timescope/core/volume';
import { morphologicalFiller } from '@timescope/runtime/itkInterpolation';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Command } from '../command';
import { readCt, UNREADABLE_FILES } from '../ctInput';
import { EXIT_PARTIAL } from '../exitCodes';
import { usage } from '../radiomicsOptions';
import { readRoi, ROI_USAGE, roiChoice, roiOptions } from '../roiInput';
import { writeOut } from '../writeOut';

const fillers = { 'signed-distance': signedDistanceFiller, morphological: morphologicalFiller } as const;
type Method = keyof typeof fillers;

export const interpolate: Command = {
  usage: `timescope interpolate CT ${ROI_USAGE} --out FILE.nii[.gz] [--method signed-distance|morphological] [--json]`,
  summary:
    'Fills the empty slices between the drawn slices of an ROI and writes the whole as a NIfTI mask. Drawn slices stay as they are.',
  run,
};

async function run(argv: string[]): Promise<number> {
  const { ct, roi, choice, out, method, json } = parsedArguments(argv);
  const { mask: drawn, ct: volume } = await readRoi(roi, await readCt(ct), choice);
  const { mask, filled } = await interpolateMask(drawn, fillers[method]);
  await writeMask(out, mask);
  const document = {
    researchUse: RESEARCH_USE,
    method,
    filledSlices: filled,
    voxels: { drawn: voxelsIn(drawn), whole: voxelsIn(mask) },
    warnings: volume.warnings,
    file: out,
  };
  process.stdout.write(json ? `${JSON.stringify(document)}\n` : textOf(document));
  return volume.warnings.some(({ code }) => code === UNREADABLE_FILES) ? EXIT_PARTIAL : 0;
}

function parsedArguments(argv: string[]) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      ...roiOptions,
      out: { type: 'string' },
      method: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const [ct, ...more] = positionals;
  const { roi, out, method = 'signed-distance', json = false } = values;
  if (ct === undefined || more.length > 0 || roi === undefined || out === undefined)
    throw usage('One CT, its ROI and a file to write are needed.', interpolate.usage);
  if (!/\.nii(\.gz)?$/i.test(out))
    throw usage(`--out names a NIfTI file, not "${out}".`, 'Give --out a name that ends in .nii.gz.');
  return { ct, roi, choice: roiChoice(values), out, method: methodOf(method), json };
}

function methodOf(name: string): Method {
  if (Object.hasOwn(fillers, name)) return name as Method;
  throw usage(
    `There is no method "${name}" between slices.`,
    `Give --method ${Object.keys(fillers).join(' or --method ')}.`,
  );
}

async function writeMask(file: string, mask: RoiMask): Promise<void> {
  const bytes = niftiFile(mask);
  await writeOut(file, /\.gz$/i.test(file) ? gzipSync(bytes) : bytes);
}

const voxelsIn = ({ values }: RoiMask) => values.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0);

interface Told {
  readonly method: string;
  readonly filledSlices: readonly number[];
  readonly voxels: { readonly drawn: number; readonly whole: number };
  readonly file: string;
}

const textOf = ({ method, filledSlices, voxels, file }: Told) =>
  `${String(filledSlices.length)} ${filledSlices.length === 1 ? 'slice' : 'slices'} filled by ${method}: ${voxels.drawn.toLocaleString('en')} voxels drawn, ` +
  `${voxels.whole.toLocaleString('en')} now.\nMask: ${file}\n${RESEARCH_USE}\n`;
