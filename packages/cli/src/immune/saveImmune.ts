import type { Landing } from '@timescope/core/dicomweb/landing';
import { TimescopeError } from '@timescope/core/errors';
import { immuneObjects, REPORT } from '@timescope/extension-ihc-scoring/evidence/immuneObjects';
import type { SavedSection } from '@timescope/extension-ihc-scoring/evidence/immuneToSave';
import type { ImmuneResult } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResult';
import { requireOwnFolder, writeDicomObjects } from '../dicomObjects';
import { savedAgain } from '../savedAgain';
import { landResult, requireUsualOutbox, storeLine } from '../store/landResult';
import type { OpenedSlide } from './requireOnePatient';

/** Where a result goes as a DICOM object. */
interface SavingPlaces {
  readonly out: string | undefined;
  readonly store: string | undefined;
}

/** All of the slides, as a report refers to them. */
type Sections = readonly [SavedSection, ...SavedSection[]];

/**
 * Before a panel is measured that is to be saved.
 * @param locations of the slides
 * @returns undefined where nothing is saved: no place was asked for, or a slide is a plain image
 * @throws TimescopeError USAGE for a plain image that is to be stored, and for a folder of others' objects
 */
export async function sectionsToSave(
  slides: readonly OpenedSlide[],
  { out, store }: SavingPlaces,
  locations: readonly string[],
): Promise<Sections | undefined> {
  const [first, ...others] = slides.flatMap(({ name, input: { dicom } }) =>
    dicom ? [{ name, ...dicom }] : [],
  );
  const isWhole = first !== undefined && others.length + 1 === slides.length;
  if (store !== undefined) {
    if (!isWhole) throw noStudy();
    await requireUsualOutbox();
  }
  if (!isWhole || (out === undefined && store === undefined)) return undefined;
  if (out !== undefined) await requireOwnFolder(out, locations);
  return [first, ...others];
}

/** Writes the report into the folder's `dicom`, and stores it. @returns what became of the storing, where it was asked for */
export async function savePanel(
  result: ImmuneResult,
  sections: Sections,
  { out, store }: SavingPlaces,
): Promise<Landing | undefined> {
  const objects = await savedAgain(
    ({ at, version, predecessor }) =>
      immuneObjects({ result, sections, version, predecessor, savedBy: { reader: undefined, at } }),
    out,
    REPORT,
    new Date(),
  );
  if (out !== undefined) await writeDicomObjects(out, objects.objects);
  if (store === undefined) return undefined;
  const landing = await landResult(objects, { url: store });
  process.stderr.write(`${storeLine(landing, store)}\n`);
  return landing;
}

const noStudy = (): TimescopeError =>
  new TimescopeError('USAGE', 'A slide is a plain image: it has no patient and no study to be stored in.', {
    kind: 'usage',
    nextStep: 'Make slides with timescope dicomize, or leave --store out.',
  });
