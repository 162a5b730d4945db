import type { RadiomicsSettings } from '@timescope/extension-ct-radiomics/pipeline/radiomics/settings';
import { messageOf, TimescopeError } from '@timescope/core/errors';
import { parseArgs } from 'node:util';
import { cohortDocument, pairDocument } from '../agree/agreeDocument';
import { cohortTable, pairTable } from '../agree/agreeTable';
import { cohortAgreement } from '../agree/cohortAgreement';
import { comparedPair, type ComparedPair, type PairFiles } from '../agree/comparedPair';
import { pairsOf, type LeftOut } from '../agree/pairsFolder';
import type { Command } from '../command';
import { UNREADABLE_FILES } from '../ctInput';
import { EXIT_PARTIAL } from '../exitCodes';
import { progressLine } from '../progressLine';
import { binsOf, profileOf, usage } from '../radiomicsOptions';
import { roiChoice, roiOptions, type RoiChoice } from '../roiInput';

export const agree: Command = {
  usage:
    'timescope agree ROI_A ROI_B | --pairs DIR [--image CT] [--roi-name NAME | --segment N] ' +
    '[--profile pyradiomics|ibsi] [--bin-width W | --bin-count N] [--json]',
  summary:
    'How well two readers agree: Dice, Hausdorff, HD95, mean surface distance, volumes and largest slices of two ROIs ' +
    '(NIfTI masks on one grid; with --image also DICOM SEG and RTSTRUCT), with --image their radiomics side by side. --pairs: a folder of NAME_A.nii.gz, ' +
    'NAME_B.nii.gz and NAME_CT.nii.gz (or subfolders with A, B, CT), with ICC(2,1) and ICC(3,1) of every feature; --image serves the pairs without a CT of their own.',
  run,
};

async function run(argv: string[]): Promise<number> {
  const asked = parsedArguments(argv);
  return asked.kind === 'cohort' ? compareCohort(asked, asked) : comparePair(asked.files, asked);
}

interface Settings {
  readonly settings: RadiomicsSettings;
  readonly choice: RoiChoice;
  readonly json: boolean;
}

type AgreeArguments = Settings &
  (
    | { readonly kind: 'pair'; readonly files: PairFiles }
    | { readonly kind: 'cohort'; readonly folder: string; readonly image: string | undefined }
  );

function parsedArguments(argv: string[]): AgreeArguments {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      'roi-name': roiOptions['roi-name'],
      segment: roiOptions.segment,
      image: { type: 'string' },
      pairs: { type: 'string' },
      profile: { type: 'string' },
      'bin-width': { type: 'string' },
      'bin-count': { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const { image, pairs, json = false } = values;
  const bins = binsOf(values['bin-width'], values['bin-count']);
  const settings = { profile: profileOf(values.profile), ...(bins && { bins }) };
  const choice = roiChoice(values);
  const [a, b, ...more] = positionals;
  if (pairs !== undefined) {
    if (a !== undefined)
      throw usage('--pairs finds its ROIs in the folder: no others go beside it.', agree.usage);
    return { kind: 'cohort', folder: pairs, image, settings, choice, json };
  }
  if (a === undefined || b === undefined || more.length > 0)
    throw usage('Two ROIs are needed, or a folder with --pairs.', agree.usage);
  const { profile, 'bin-width': width, 'bin-count': count } = values;
  if (image === undefined && [profile, width, count].some(value => value !== undefined))
    throw usage(
      '--profile and bins are of radiomics, which needs the image.',
      'Give --image CT, or leave them out.',
    );
  return { kind: 'pair', files: { a, b, ...(image !== undefined && { image }) }, settings, choice, json };
}

async function comparePair(files: PairFiles, { settings, choice, json }: Settings): Promise<number> {
  const said = pairDocument(await comparedPair(files, settings, choice));
  process.stdout.write(json ? `${JSON.stringify(said)}\n` : pairTable(said));
  return isPartial(said) ? EXIT_PARTIAL : 0;
}

/** `image` serves the pairs that have none of their own: several lesions of one scan. */
async function compareCohort(
  { folder, image }: { folder: string; image: string | undefined },
  { settings, choice, json }: Settings,
): Promise<number> {
  const found = await pairsOf(folder);
  const leftOut: LeftOut[] = [...found.leftOut];
  const pairs: (ComparedPair & { name: string })[] = [];
  const onProgress = progressLine();
  for (const [done, { name, files }] of found.pairs.entries()) {
    onProgress({ stage: 'compare', done, total: found.pairs.length });
    try {
      pairs.push({
        name,
        ...(await comparedPair({ ...(image !== undefined && { image }), ...files }, settings, choice)),
      });
    } catch (thrown) {
      if (!(thrown instanceof TimescopeError)) throw thrown;
      leftOut.push({ name, reason: messageOf(thrown) });
    }
  }
  onProgress({ stage: 'compare', done: found.pairs.length, total: found.pairs.length });
  if (pairs.length === 0) throw noneComparable(folder, leftOut);
  const said = cohortDocument({ pairs, leftOut, cohort: cohortAgreement(pairs) });
  process.stdout.write(json ? `${JSON.stringify(said)}\n` : cohortTable(said));
  return leftOut.length > 0 || pairs.some(isPartial) ? EXIT_PARTIAL : 0;
}

function noneComparable(folder: string, leftOut: readonly LeftOut[]): TimescopeError {
  const reasons = [...new Set(leftOut.map(({ reason }) => reason))].slice(0, 3).join(' ');
  return new TimescopeError('NOT_AN_IMAGE', `No pair of ${folder} could be compared: ${reasons}`, {
    nextStep: 'Export both ROIs of a pair as NIfTI masks on the grid of one image.',
  });
}

const isPartial = ({ warnings }: ComparedPair) => warnings.some(({ code }) => code === UNREADABLE_FILES);
