import { featureCsv } from '@timescope/extension-ct-radiomics/pipeline/radiomics/featureCsv';
import { imageVoxels } from '@timescope/extension-ct-radiomics/pipeline/radiomics/imageVoxels';
import { radiomics as radiomicsOf } from '@timescope/extension-ct-radiomics/pipeline/radiomics/radiomics';
import type { RadiomicsSettings } from '@timescope/extension-ct-radiomics/pipeline/radiomics/settings';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import { VERSION } from '@timescope/core/version';
import { parseArgs } from 'node:util';
import type { Command } from '../command';
import { readCt, UNREADABLE_FILES } from '../ctInput';
import { EXIT_PARTIAL } from '../exitCodes';
import { readRoi, ROI_USAGE, roiChoice, roiOptions } from '../roiInput';
import { binsOf, positive, profileOf, usage } from '../radiomicsOptions';
import { radiomicsTable, type RadiomicsDocument } from '../radiomicsTable';
import { writeOut } from '../writeOut';

export const radiomics: Command = {
  usage:
    `timescope radiomics IMAGE ${ROI_USAGE} [--profile pyradiomics|ibsi] [--bin-width W | --bin-count N] ` +
    '[--spacing MM[,MM,MM]] [--resegment=LOW,HIGH] [--outliers SIGMAS] [--out FILE.csv] [--json]',
  summary:
    'Radiomics of an ROI (NIfTI mask, DICOM SEG or RTSTRUCT) on CT (DICOM folder or NIfTI): the features and conventions of PyRadiomics (bins ' +
    '25 wide unless given) or of the IBSI standard (intensities as they are unless bins are given).',
  run,
};

async function run(argv: string[]): Promise<number> {
  const { image, roi, choice, settings, out, json } = parsedArguments(argv);
  const { mask, ct: volume } = await readRoi(roi, await readCt(image), choice);
  const result = radiomicsOf(imageVoxels(volume, mask), settings);
  const document: RadiomicsDocument = {
    researchUse: RESEARCH_USE,
    profile: settings.profile,
    ...result,
    warnings: volume.warnings,
    provenance: { software: 'TIMEscope', version: VERSION },
  };
  if (out !== undefined) await writeOut(out, featureCsv(result));
  process.stdout.write(json ? `${JSON.stringify(document)}\n` : radiomicsTable(document));
  return volume.warnings.some(({ code }) => code === UNREADABLE_FILES) ? EXIT_PARTIAL : 0;
}

function parsedArguments(argv: string[]) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      ...roiOptions,
      profile: { type: 'string' },
      'bin-width': { type: 'string' },
      'bin-count': { type: 'string' },
      spacing: { type: 'string' },
      resegment: { type: 'string' },
      outliers: { type: 'string' },
      out: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const [image, ...more] = positionals;
  if (image === undefined || more.length > 0 || values.roi === undefined)
    throw usage('One image and its ROI are needed.', radiomics.usage);
  const bins = binsOf(values['bin-width'], values['bin-count']);
  const resegmentation = resegmentationOf(values.resegment, values.outliers);
  const settings: RadiomicsSettings = {
    profile: profileOf(values.profile),
    ...(bins && { bins }),
    ...(values.spacing !== undefined && { spacingMm: spacingOf(values.spacing) }),
    ...(resegmentation && { resegmentation }),
  };
  return {
    image,
    roi: values.roi,
    choice: roiChoice(values),
    settings,
    out: values.out,
    json: values.json ?? false,
  };
}

function spacingOf(text: string): readonly [number, number, number] {
  const [x, y, z, ...more] = text
    .split(',')
    .map(part => positive('--spacing', part, '--spacing 1 or --spacing 1,1,3'));
  if (x !== undefined && y === undefined) return [x, x, x];
  if (x !== undefined && y !== undefined && z !== undefined && more.length === 0) return [x, y, z];
  throw usage(
    `--spacing must be one or three numbers, not "${text}".`,
    'Give --spacing 1 or --spacing 1,1,3.',
  );
}

function resegmentationOf(
  range: string | undefined,
  sigmas: string | undefined,
): RadiomicsSettings['resegmentation'] {
  if (range === undefined && sigmas === undefined) return undefined;
  return {
    ...(range !== undefined && { range: rangeOf(range) }),
    ...(sigmas !== undefined && { sigmas: positive('--outliers', sigmas, '--outliers 3') }),
  };
}

function rangeOf(text: string): readonly [number, number] {
  const [low, high, ...more] = text.split(',').map(part => (part.trim() === '' ? NaN : Number(part)));
  if (low !== undefined && high !== undefined && more.length === 0 && low <= high) return [low, high];
  throw usage(
    `--resegment must be the least and the greatest intensity, not "${text}".`,
    'Give --resegment=-500,400.',
  );
}
