import { items, text, type DicomJson } from '@timescope/core/dicom/json';
import { TimescopeError } from '@timescope/core/errors';
import { seriesMetadata } from '@timescope/ohif/dataSourceFrames';
import type { Host } from '@timescope/ohif/host';
import type { PatientIdentity } from '../../pipeline/compare/samePatient';
import { stainNamed, stainWords } from '../../pipeline/immune/stainOfImage';
import { strings } from '../../strings';
import type { SlideOfPatient } from '../../pipeline/immune/slidesOfPatient';

/** A slide series in the archive, as a list of studies tells of it. */
export interface FoundSlide {
  readonly studyUid: string;
  readonly seriesUid: string;
  /** YYYYMMDD. */
  readonly studyDate: string | undefined;
  readonly description: string;
}

/** What of a slide's metadata a comparison needs. */
export interface SlideIdentity extends FoundSlide {
  readonly patient: PatientIdentity;
  /** What the slide says of its stain. */
  readonly stain: SlideOfPatient | undefined;
  /** Identifiers of its specimens. */
  readonly specimens: readonly string[];
}

/** The patient and the date of a slide, from its own metadata: lists may leave the issuer out. */
export async function slideIdentity(
  host: Host,
  { studyUid, seriesUid }: Pick<FoundSlide, 'studyUid' | 'seriesUid'>,
): Promise<SlideIdentity> {
  const series = { studyInstanceUID: studyUid, seriesInstanceUID: seriesUid };
  const [instance] = await seriesMetadata(host, series);
  const said = (tag: string) => spoken(instance, tag);
  return {
    studyUid,
    seriesUid,
    studyDate: said('00080020'),
    description: said('0008103E') ?? '',
    patient: { id: said('00100020'), issuer: said('00100021') },
    stain: instance && stainNamed(stainWords(instance)),
    specimens: instance ? specimensOf(instance) : [],
  };
}

const specimensOf = (instance: DicomJson): readonly string[] =>
  items(instance, '00400560').flatMap(specimen => text(specimen, '00400551') ?? []);

function spoken(instance: DicomJson | undefined, tag: string): string | undefined {
  const value = instance && text(instance, tag)?.trim();
  return value === '' ? undefined : value;
}

/**
 * All slide series of a patient in the archive, the oldest first. The archive may find more than was asked for (other
 * patients whose ID contains this one): these are left out here, and every slide is checked again before it is compared.
 * @throws TimescopeError HTTP
 */
export async function slidesOfPatient(host: Host, patientId: string): Promise<FoundSlide[]> {
  const query = host.extensionManager.getActiveDataSource()[0]?.query;
  if (!query)
    throw new TimescopeError('HTTP', strings.compareNoList, { nextStep: strings.compareNoListNext });
  const studies = await query.studies.search({ patientId });
  const own = studies.filter(
    ({ mrn, modalities }) => mrn?.trim() === patientId && (modalities ?? 'SM').includes('SM'),
  );
  const found = await Promise.all(
    own.map(async ({ studyInstanceUid, date, description }) => {
      const series = await query.series.search(studyInstanceUid);
      return series
        .filter(({ modality }) => modality === 'SM')
        .map(each => ({
          studyUid: studyInstanceUid,
          seriesUid: each.seriesInstanceUid,
          studyDate: date === '' ? undefined : date,
          description: each.description ?? description ?? '',
        }));
    }),
  );
  return found.flat().sort((a, b) => (a.studyDate ?? '').localeCompare(b.studyDate ?? ''));
}
