import { TimescopeError } from '@timescope/core/errors';
import { stainNamed, stainWords } from '@timescope/extension-ihc-scoring/pipeline/immune/stainOfImage';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { closeAll, isSlideImage, openDicomFolder } from '../slide/dicomFiles';
import {
  isTissueGiven,
  requireSlides,
  requireTissue,
  type AskedSlide,
  type ImmuneArguments,
} from './immuneArguments';
import {
  type SlideOfPatient,
  SLIDES_OF_PATIENT,
  SLIDE_TITLES,
} from '@timescope/extension-ihc-scoring/pipeline/immune/slidesOfPatient';

/**
 * The slides that a call names, and those of its study that it has tissue for. What was found is said on stderr, because a
 * reader has to confirm it.
 * @throws TimescopeError NOT_FOUND, CONFLICT for two slides of one stain, USAGE without a CD3 or CD8 slide
 */
export async function allSlides({ slides, study, tissues }: ImmuneArguments): Promise<readonly AskedSlide[]> {
  if (study === undefined) return slides;
  const found = await slidesOfStudy(study);
  const more = SLIDES_OF_PATIENT.filter(name => slides.every(slide => slide.name !== name)).flatMap(
    (name): AskedSlide[] => {
      const [location, other] = found[name];
      if (location === undefined) return [];
      if (other !== undefined) throw twice(name, found[name]);
      const isUsed = isTissueGiven(tissues[name]);
      process.stderr.write(
        `${SLIDE_TITLES[name]}: ${location}${isUsed ? '' : ' (not used: nothing says where its tissue lies)'}\n`,
      );
      return isUsed ? [{ name, location, ...tissues[name] }] : [];
    },
  );
  const all = SLIDES_OF_PATIENT.flatMap(name => [...slides, ...more].filter(slide => slide.name === name));
  const [first] = all;
  if (!first || first.name === 'he') throw nothing(study);
  for (const slide of all) requireTissue(slide);
  requireSlides(tissues, all);
  return all;
}

const twice = (name: SlideOfPatient, places: readonly string[]): TimescopeError =>
  new TimescopeError(
    'CONFLICT',
    `The study holds ${places.length} ${SLIDE_TITLES[name]} slides: ${places.join(', ')}.`,
    {
      nextStep: `Name the right one with --${name}.`,
    },
  );

const nothing = (study: string): TimescopeError =>
  new TimescopeError('USAGE', `${study} holds no CD3 and no CD8 slide for which tissue was given.`, {
    kind: 'usage',
    nextStep: 'Name the slides with --cd3 and --cd8, and their tissue with --roi-cd3 and --roi-cd8.',
  });

type Places = Readonly<Record<SlideOfPatient, readonly string[]>>;

/** Folders with the files of one slide, by what their specimens and descriptions say of the stain. */
async function slidesOfStudy(study: string): Promise<Places> {
  const places: Record<SlideOfPatient, string[]> = { cd3: [], cd8: [], he: [] };
  for (const folder of await foldersOf(study)) {
    const name = stainNamed(await wordsOf(folder));
    if (name !== undefined) places[name].push(folder);
  }
  return places;
}

/** The innermost folders that hold files. */
async function foldersOf(study: string): Promise<readonly string[]> {
  const entries = await readdir(study, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw new TimescopeError('NOT_FOUND', `There is no folder ${study}.`, {
      nextStep: 'Check the path.',
      cause,
    });
  });
  const folders = [...new Set(entries.filter(entry => entry.isFile()).map(({ parentPath }) => parentPath))];
  // A folder with other folders in it is no slide of its own: its notes and labels do not count.
  return folders.filter(each => !folders.some(other => other.startsWith(`${each}${path.sep}`))).sort();
}

/** What a slide says of its stain; nothing of a folder without slides. */
async function wordsOf(folder: string): Promise<readonly string[]> {
  const opened = await openDicomFolder(folder).catch(() => undefined);
  if (!opened) return [];
  try {
    const images = opened.files.filter(isSlideImage);
    return [...new Set(images.flatMap(({ part10 }) => stainWords(part10.dataset)))];
  } finally {
    await closeAll(opened.files);
  }
}
