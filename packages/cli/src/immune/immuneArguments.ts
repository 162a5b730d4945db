import { TimescopeError } from '@timescope/core/errors';
import { FIELD_UM } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneFields';
import type { ImmuneSettings } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResult';
import { TIL_GRADES, type TilGrade } from '@timescope/extension-ihc-scoring/pipeline/immune/tilGrade';
import { MARGIN_UM } from '@timescope/extension-ihc-scoring/pipeline/immune/tumourPlaces';
import { MAP_STEPS } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapGrid';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { tierIn, type CommandTier } from '../models/tier';
import { repositoryFolder } from '../repositoryFolder';
import { storeUrl } from '../store/landResult';
import {
  type SlideOfPatient,
  SLIDES_OF_PATIENT,
  SLIDE_TITLES,
} from '@timescope/extension-ihc-scoring/pipeline/immune/slidesOfPatient';

/** Where a slide's tissue and fields come from; files are not read yet. */
export interface AskedTissue {
  /** Drawn areas. */
  readonly roi: string | undefined;
  /** A pixel classifier. */
  readonly compartments: string | undefined;
  /** Name of the card of a network that classes tiles. */
  readonly network: string | undefined;
  /** Fields that a reader moved. */
  readonly fields: string | undefined;
}

export interface AskedSlide extends AskedTissue {
  readonly name: SlideOfPatient;
  readonly location: string;
}

/** The call as it was typed, each value in range. */
export interface ImmuneArguments {
  /** Those that were named. */
  readonly slides: readonly AskedSlide[];
  /** A folder in which the others are looked for. */
  readonly study: string | undefined;
  readonly tissues: Readonly<Record<SlideOfPatient, AskedTissue>>;
  readonly mpp: number | undefined;
  readonly reference: string | undefined;
  readonly tils: readonly TilGrade[];
  /** The reader has confirmed that the slides are of one specimen. */
  readonly isSameSpecimen: boolean;
  readonly settings: ImmuneSettings;
  readonly workers: number | undefined;
  /** Folder that holds the models. */
  readonly models: string;
  /** In which networks run. */
  readonly tier: CommandTier;
  readonly out: string | undefined;
  /** DICOMweb root. */
  readonly store: string | undefined;
  readonly json: boolean;
}

const OPTIONS = {
  cd3: { type: 'string' },
  cd8: { type: 'string' },
  he: { type: 'string' },
  study: { type: 'string' },
  'roi-cd3': { type: 'string' },
  'roi-cd8': { type: 'string' },
  'roi-he': { type: 'string' },
  'compartments-cd3': { type: 'string' },
  'compartments-cd8': { type: 'string' },
  'compartments-he': { type: 'string' },
  'fields-cd3': { type: 'string' },
  'fields-cd8': { type: 'string' },
  'fields-he': { type: 'string' },
  tissue: { type: 'string' },
  models: { type: 'string' },
  tier: { type: 'string' },
  reference: { type: 'string' },
  mpp: { type: 'string' },
  steps: { type: 'string' },
  margin: { type: 'string' },
  field: { type: 'string' },
  tils: { type: 'string' },
  'same-specimen': { type: 'boolean', default: false },
  workers: { type: 'string' },
  out: { type: 'string' },
  store: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** @throws TimescopeError USAGE, and node:util's errors for options that do not exist */
export function immuneArguments(argv: string[]): ImmuneArguments {
  const { values } = parseArgs({ args: argv, options: OPTIONS });
  const tissueOf = (name: SlideOfPatient) => ({
    roi: values[`roi-${name}`],
    compartments: values[`compartments-${name}`],
    network: values[`compartments-${name}`] === undefined ? values.tissue : undefined,
    fields: values[`fields-${name}`],
  });
  const tissues = { cd3: tissueOf('cd3'), cd8: tissueOf('cd8'), he: tissueOf('he') };
  const slides = SLIDES_OF_PATIENT.flatMap((name): AskedSlide[] => {
    const location = values[name];
    return location === undefined ? [] : [{ name, location, ...tissues[name] }];
  });
  if (values.study === undefined && slides.every(({ name }) => name === 'he'))
    throw usage(
      'Neither a CD3 nor a CD8 slide was given.',
      'Add --cd3 SLIDE --cd8 SLIDE, or --study FOLDER.',
    );
  for (const slide of slides) requireTissue(slide);
  // The slides of a study are not found yet.
  if (values.study === undefined) requireSlides(tissues, slides);
  return {
    ...{ slides, study: values.study, tissues },
    mpp: numberOf('--mpp', values.mpp, 0.02, 20),
    reference: values.reference,
    tils: tilsOf(values.tils),
    isSameSpecimen: values['same-specimen'],
    settings: {
      steps: stepsOf(values.steps, values.tissue),
      marginUm: numberOf('--margin', values.margin, 50, 5000) ?? MARGIN_UM,
      fieldUm: numberOf('--field', values.field, 100, 5000) ?? FIELD_UM,
    },
    workers: workersOf(values.workers),
    models: values.models ?? path.join(repositoryFolder(), 'models'),
    tier: tierIn(values.tier) ?? 'reference',
    out: values.out,
    store: values.store === undefined ? undefined : storeUrl(values.store),
    json: values.json,
  };
}

/** @throws TimescopeError USAGE where nothing says what tissue a slide shows */
export function requireTissue({ name, ...tissue }: AskedSlide): void {
  if (isTissueGiven(tissue)) return;
  throw usage(
    `Nothing says where tumour and stroma lie on the ${SLIDE_TITLES[name]} slide.`,
    `Add --roi-${name} FILE.geojson with drawn areas, --compartments-${name} MODEL.json of timescope score --train-compartments, or --tissue tiles-fast for a network.`,
  );
}

/** @throws TimescopeError USAGE where an option is of a slide that is not there */
export function requireSlides(
  tissues: ImmuneArguments['tissues'],
  slides: readonly Pick<AskedSlide, 'name'>[],
): void {
  for (const missing of SLIDES_OF_PATIENT.filter(name => slides.every(slide => slide.name !== name))) {
    const option = (['roi', 'compartments', 'fields'] as const).find(
      each => tissues[missing][each] !== undefined,
    );
    if (option !== undefined)
      throw usage(
        `--${option}-${missing} was given, but there is no ${SLIDE_TITLES[missing]} slide.`,
        `Add --${missing} SLIDE, or leave --${option}-${missing} out.`,
      );
  }
}

export const isTissueGiven = ({ roi, compartments, network }: AskedTissue): boolean =>
  roi !== undefined || compartments !== undefined || network !== undefined;

/** Drawn areas and pixel classifiers are known at every place, so the finer step costs nothing; a network is asked less. */
function stepsOf(text: string | undefined, network: string | undefined): ImmuneSettings['steps'] {
  const usual = network === undefined ? '74' : 'both';
  const found = text === undefined ? usual : MAP_STEPS.find(step => step === text);
  if (found !== undefined) return found;
  throw usage(
    `--steps knows ${MAP_STEPS.join(', ')}, not "${text ?? ''}".`,
    'Leave it out for the usual ones.',
  );
}

function tilsOf(text: string | undefined): readonly TilGrade[] {
  if (text === undefined) return [];
  const grades = text.split(',').map(part => TIL_GRADES.find(grade => String(grade) === part.trim()));
  const known = grades.filter(grade => grade !== undefined);
  if (known.length === grades.length && known.length <= 2) return known;
  throw usage(
    `--tils takes the grade of one reader or of two, 0 to 3 each, not "${text}".`,
    'Give for example --tils 2 or --tils 2,2.',
  );
}

function workersOf(text: string | undefined): number | undefined {
  const workers = numberOf('--workers', text, 1, MOST_WORKERS);
  if (workers === undefined || Number.isInteger(workers)) return workers;
  throw usage(
    `--workers takes a whole number from 1 to ${MOST_WORKERS}, not "${text ?? ''}".`,
    'Leave it out for one a processor.',
  );
}

const MOST_WORKERS = 64;

function numberOf(option: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most) return value;
  throw usage(
    `${option} takes a number from ${least} to ${most}, not "${text}".`,
    'Leave it out for the usual one.',
  );
}

const usage = (message: string, nextStep: string): TimescopeError =>
  new TimescopeError('USAGE', message, { kind: 'usage', nextStep });
