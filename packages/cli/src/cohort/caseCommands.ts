import { canonicalJson } from '@timescope/core/canonicalJson';
import { text } from '@timescope/core/dicom/json';
import { readCtGrid } from '@timescope/core/dicom/read/ctSeries';
import { sha256Hex } from '@timescope/core/sha256';
import path from 'node:path';
import { predictArguments } from '../commands/predict';
import { plannedRun } from '../score/plannedRun';
import { immuneArguments } from '../immune/immuneArguments';
import { readCohort } from '../immune/readCohort';
import { requireOnePatient, type OpenedSlide } from '../immune/requireOnePatient';
import type { TissueSource } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/tissueSource';
import { tissueOfSlide } from '../immune/tissueOfSlide';
import { existing, isNifti } from '../ctInput';
import { requireNiftiHeader } from '../niftiHeader';
import { inspectRoi } from '../roiInput';
import { withUsualNuclei } from '../score/nuclei';
import { scoreArguments } from '../score/scoreArguments';
import { closeAll, openDicomFile, openDicomFolder, type DicomFile } from '../slide/dicomFiles';
import { openSlide } from '../slideInput';
import { contentDigest } from './contentDigest';
import { SLIDES_OF_PATIENT } from '@timescope/extension-ihc-scoring/pipeline/immune/slidesOfPatient';

/** A command that can be run on each case of a cohort. A further command is a further line of the table. */
export interface CaseCommand {
  /** Columns that name what is measured: the positional one, or options. */
  readonly inputs: readonly string[];
  /** Columns that name files or folders, the inputs too; of the others but `roi` a value that names none is passed as it is. */
  readonly paths: readonly string[];
  /** Columns that are options of the command under the same name. */
  readonly settings: readonly string[];
  /** Of the settings those that are numbers, or several with a comma or slash between. */
  readonly numbers: readonly string[];
  /** Options that every case gets. */
  readonly fixed: readonly string[];
  /**
   * Refuses what cannot run, before anything runs.
   * @throws TimescopeError
   */
  readonly inspect: (argv: string[]) => Promise<Inspected>;
}

/** Digests of what is measured, whatever its path, and of the networks that measure it, also of those that nobody named. */
export interface Inspected {
  readonly input: string;
  readonly networks?: string;
}

export const INPUT = 'input';

export const caseCommands: Readonly<Record<string, CaseCommand>> = {
  score: {
    inputs: [INPUT],
    paths: [INPUT, 'roi', 'preset', 'compartments', 'cell-types', 'models'],
    settings: [
      'marker',
      'nuclei',
      'tier',
      'mpp',
      'optical-path',
      'focal-plane',
      'pcms',
      'positive-threshold',
      'detection-threshold',
      'white',
      'stain-vectors',
    ],
    numbers: ['mpp', 'pcms', 'positive-threshold', 'detection-threshold', 'white'],
    // Cases are run side by side, so each takes one thread.
    fixed: ['--workers', '1'],
    inspect: async argv => {
      const asked = scoreArguments(argv);
      const { place, request } = await plannedRun(asked);
      const { location, ...options } = place;
      const slide = await openSlide(location, options);
      await slide.close();
      const { overrides, patches } = await withUsualNuclei(request, slide, asked.models);
      const networks = [overrides?.network, patches].filter(each => typeof each === 'object');
      return inspected(
        slide.digest,
        networks.map(each => JSON.stringify(each)),
      );
    },
  },
  immune: {
    inputs: SLIDES_OF_PATIENT,
    paths: [
      'cd3',
      'cd8',
      'he',
      'reference',
      'roi-cd3',
      'roi-cd8',
      'roi-he',
      'compartments-cd3',
      'compartments-cd8',
      'compartments-he',
      'fields-cd3',
      'fields-cd8',
      'fields-he',
      'models',
    ],
    settings: ['tissue', 'tier', 'mpp', 'steps', 'margin', 'field', 'tils'],
    numbers: ['mpp', 'margin', 'field', 'tils'],
    fixed: ['--workers', '1'],
    inspect: inspectPanel,
  },
  predict: {
    inputs: [INPUT],
    paths: [INPUT, 'roi', 'models'],
    settings: ['tier', 'roi-name', 'segment', 'slice', 'window', 'crop', 'margin'],
    numbers: ['segment', 'slice', 'window', 'margin'],
    fixed: [],
    inspect: async argv => {
      const { ct, roi, choice, models } = predictArguments(argv);
      await inspectRoi(roi, choice);
      return { input: await ctDigest(ct), networks: await contentDigest(models, /(^|\/)card\.json$/) };
    },
  },
};

/** The columns that name what is measured, of all commands. */
export const INPUTS = new Set(Object.values(caseCommands).flatMap(({ inputs }) => inputs));

const inspected = (input: string, networks: readonly string[]): Inspected => ({
  input,
  ...(networks.length > 0 && { networks: sha256Hex(networks.join(' ')) }),
});

async function inspectPanel(argv: string[]): Promise<Inspected> {
  const { slides, mpp, models, reference, isSameSpecimen } = immuneArguments(argv);
  if (reference !== undefined) await readCohort(reference);
  const opened: OpenedSlide[] = [];
  const tissues: TissueSource[] = [];
  try {
    for (const slide of slides) {
      // Which weights they are does not hang on the tier.
      tissues.push((await tissueOfSlide(slide, { models, tier: 'reference' })).tissue);
      opened.push({ name: slide.name, input: await openSlide(slide.location, { mpp }) });
    }
    requireOnePatient(opened, isSameSpecimen);
    const digests = opened.map(({ name, input }) => `${name} ${input.digest}`);
    return inspected(sha256Hex(canonicalJson(digests)), tissues.flatMap(weightsOf));
  } finally {
    for (const { input } of opened) await input.close();
  }
}

/** Other weights of a network under the same name are another case. */
const weightsOf = (tissue: TissueSource): readonly string[] =>
  tissue.kind === 'network' ? [tissue.sha256] : [];

/** A CT that the headers alone refuse is refused. Of DICOM by the UIDs and lengths of its files, so that a thousand series need not be read to be queued. */
async function ctDigest(ct: string): Promise<string> {
  const isFolder = (await existing(ct)).isDirectory();
  if (!isFolder && isNifti(ct)) {
    await requireNiftiHeader(ct);
    return contentDigest(ct);
  }
  const { files } = await (isFolder ? openDicomFolder : openDicomFile)(path.resolve(ct));
  await closeAll(files);
  readCtGrid(files.map(headerOf));
  if (!isFolder) return contentDigest(ct);
  const named = files.map(({ part10, bytes }) => [
    text(part10.dataset, '0020000E') ?? '',
    part10.meta.sopInstanceUid,
    bytes.length,
  ]);
  return sha256Hex(canonicalJson(named.map(each => canonicalJson(each)).sort()));
}

const headerOf = ({ part10 }: DicomFile) => ({
  dataset: part10.dataset,
  transferSyntax: part10.meta.transferSyntax,
  pixels: new Uint8Array(),
});
