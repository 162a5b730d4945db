import { inTurns } from '../inTurns';
import type { DicomJson } from '../dicom/json';
import { item, items, number, text } from '../dicom/json';
import { trackedSubject } from '../dicom/read/trackedSubject';
import type { DicomwebClient, InstanceAddress } from './client';

/** What a study may hold beside its images, by SOP class (PS3.4 table B.5-1). */
const KINDS: Readonly<Record<string, StoredKind>> = {
  '1.2.840.10008.5.1.4.1.1.66.4': 'segmentation',
  '1.2.840.10008.5.1.4.1.1.66.7': 'segmentation',
  '1.2.840.10008.5.1.4.1.1.91.1': 'annotations',
  '1.2.840.10008.5.1.4.1.1.481.3': 'structureSet',
  '1.2.840.10008.5.1.4.1.1.88.11': 'report',
  '1.2.840.10008.5.1.4.1.1.88.22': 'report',
  '1.2.840.10008.5.1.4.1.1.88.33': 'report',
  '1.2.840.10008.5.1.4.1.1.88.34': 'report',
};

/** Modalities of series that hold such objects. */
const MODALITIES: ReadonlySet<string> = new Set(['SEG', 'ANN', 'SR', 'RTSTRUCT']);

export type StoredKind = 'segmentation' | 'annotations' | 'structureSet' | 'report';

/** An object of a study that says something about its images. */
export interface StoredObject {
  readonly kind: StoredKind;
  readonly address: InstanceAddress;
  readonly sopClassUid: string;
  /** Its series' description, else what the object calls itself; undefined when it says nothing. */
  readonly title: string | undefined;
  /** YYYYMMDD or YYYYMMDDHHMMSS. */
  readonly madeAt: string | undefined;
  /** As DICOM writes a person: `Family^Given`. */
  readonly author: string | undefined;
  /** Manufacturer and software version. */
  readonly tool: string | undefined;
  /** The series that it is about, as far as it names them. */
  readonly sources: readonly string[];
}

/** One saved version of a result of ours: the report, and the objects that it names. */
export interface StoredVersion {
  readonly report: StoredObject;
  /** What versions of one result have in common beside images and author: see subjectOf. */
  readonly subject: string;
  /** Counts from 1: what the report says, else its place in the chain of predecessors. */
  readonly number: number;
  /** The report of the version before. */
  readonly predecessor: ReportReference | undefined;
  /** Segmentation, annotations, maps: everything but the report and the images. */
  readonly parts: readonly InstanceAddress[];
}

export interface ReportReference {
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
}

/** What a study holds beside its images, the newest first. */
export interface StudyResults {
  readonly versions: readonly StoredVersion[];
  /** Of other tools. */
  readonly others: readonly StoredObject[];
}

/** As our writers name the manufacturer of what they make. */
const OUR_TOOL = 'TIMEscope';

/**
 * Lists results by the attributes of the objects alone. A version whose report is not there is not listed: the report
 * is stored last.
 * @throws TimescopeError HTTP.
 */
export async function studyResults(client: DicomwebClient, study: string): Promise<StudyResults> {
  const series = (await client.searchSeries(study)).filter(found =>
    MODALITIES.has(text(found, '00080060') ?? ''),
  );
  const datasets = await inTurns(series, AT_ONCE, found =>
    client.seriesMetadata(study, text(found, '0020000E') ?? ''),
  );
  return resultsOf(datasets.flat());
}

/** Requests under way together. Ours: a browser keeps six connections to a server. */
const AT_ONCE = 4;

/** The results among the metadata of any objects. */
export function resultsOf(datasets: readonly DicomJson[]): StudyResults {
  const found = datasets.flatMap(dataset => {
    const object = storedObject(dataset);
    return object ? [{ dataset, object, isOurs: text(dataset, '00080070') === OUR_TOOL }] : [];
  });
  const reports = found.filter(({ object, isOurs }) => isOurs && object.kind === 'report');
  const before = new Map(
    reports.map(({ dataset, object }) => [object.address.instance, predecessorOf(dataset)]),
  );
  return {
    versions: reports
      .map(({ dataset, object }) => ({
        report: object,
        subject: subjectOf(dataset),
        number: numberOf(dataset, before),
        predecessor: before.get(object.address.instance),
        parts: partsOf(dataset),
      }))
      .sort((a, b) => newestFirst(a.report, b.report) || b.number - a.number),
    others: found.flatMap(({ object, isOurs }) => (isOurs ? [] : [object])).sort(newestFirst),
  };
}

/**
 * The kind of result (with the marker of a slide), as the series description says it before the version, and what was
 * measured: the region of a CT by its name, the area of a slide.
 */
export function subjectOf(report: DicomJson): string {
  const [kind = ''] = (text(report, '0008103E') ?? '').split(' (version');
  return subjectWith(kind, trackedSubject(report));
}

/** The same for what is not saved yet. @param kind see kindOfResult */
export const subjectWith = (kind: string, measured: string | undefined): string =>
  [kind, measured ?? ''].map(part => part.trim()).join(' / ');

/** Series description of an object of ours, before its version. @param of marker of a slide, else CT */
export const kindOfResult = (of: string, what: string): string => `TIMEscope ${of}: ${what}`;

function storedObject(dataset: DicomJson): StoredObject | undefined {
  const sopClassUid = text(dataset, '00080016') ?? '';
  const kind = KINDS[sopClassUid];
  if (kind === undefined) return undefined;
  return {
    kind,
    sopClassUid,
    address: {
      study: text(dataset, '0020000D') ?? '',
      series: text(dataset, '0020000E') ?? '',
      instance: text(dataset, '00080018') ?? '',
    },
    title: titleOf(dataset),
    madeAt: madeAt(dataset),
    author: authorOf(dataset),
    tool: toolOf(dataset),
    sources: sourcesOf(dataset),
  };
}

/** Series Description, Content Description, Structure Set Label, Content Label, the report's own title. */
function titleOf(dataset: DicomJson): string | undefined {
  return (
    firstText(dataset, ['0008103E', '00700081', '30060002', '00700080']) ??
    meaningOf(item(dataset, '0040A043'))
  );
}

const meaningOf = (code: DicomJson | undefined): string | undefined => code && text(code, '00080104');

/** Content, structure set, instance creation, series: date and time. */
const DATES = [
  ['00080023', '00080033'],
  ['30060008', '30060009'],
  ['00080012', '00080013'],
  ['00080021', '00080031'],
] as const;

function madeAt(dataset: DicomJson): string | undefined {
  for (const [date, time] of DATES) {
    const day = text(dataset, date);
    if (day !== undefined) return day + (text(dataset, time) ?? '').slice(0, 6);
  }
  return undefined;
}

/** Person Observer Name of a report's observation context, its Author Observer, Content Creator's Name, Operators' Name. */
function authorOf(dataset: DicomJson): string | undefined {
  const observer = items(dataset, '0040A730').find(
    content => text(item(content, '0040A043') ?? {}, '00080100') === '121008',
  );
  const author = item(dataset, '0040A078');
  return (
    (observer && text(observer, '0040A123')) ??
    (author && text(author, '0040A123')) ??
    firstText(dataset, ['00700084', '00081070'])
  );
}

function toolOf(dataset: DicomJson): string | undefined {
  const maker = firstText(dataset, ['00081090', '00080070']);
  const version = text(dataset, '00181020');
  return maker === undefined || version === undefined ? maker : `${maker} ${version}`;
}

/** Referenced Series, evidence of a report, and the contoured series of a structure set. */
function sourcesOf(dataset: DicomJson): readonly string[] {
  const direct = items(dataset, '00081115');
  const evidence = items(dataset, '0040A375').flatMap(study => items(study, '00081115'));
  const contoured = items(dataset, '30060010')
    .flatMap(frame => items(frame, '30060012'))
    .flatMap(study => items(study, '30060014'));
  const uids = [...direct, ...evidence, ...contoured].flatMap(series => text(series, '0020000E') ?? []);
  return [...new Set(uids)];
}

/** Predecessor Documents Sequence. */
function predecessorOf(report: DicomJson): ReportReference | undefined {
  const [found] = items(report, '0040A360')
    .flatMap(study => items(study, '00081115'))
    .flatMap(series =>
      items(series, '00081199').map(document => ({
        seriesInstanceUid: text(series, '0020000E') ?? '',
        sopInstanceUid: text(document, '00081155') ?? '',
      })),
    );
  return found;
}

/** Instance Number counts the versions of our reports. */
function numberOf(dataset: DicomJson, before: ReadonlyMap<string, ReportReference | undefined>): number {
  const stated = number(dataset, '00200013');
  if (stated !== undefined && stated > 0) return stated;
  const report = text(dataset, '00080018') ?? '';
  const chain = new Set([report]);
  const previous = (uid: string) => before.get(uid)?.sopInstanceUid;
  for (let at = previous(report); at !== undefined && !chain.has(at); at = previous(at)) chain.add(at);
  return chain.size;
}

/** What the evidence names in the report's own study, without images. */
function partsOf(report: DicomJson): readonly InstanceAddress[] {
  return items(report, '0040A375').flatMap(study =>
    items(study, '00081115').flatMap(series =>
      items(series, '00081199').flatMap(object =>
        isImage(text(object, '00081150') ?? '')
          ? []
          : [
              {
                study: text(study, '0020000D') ?? '',
                series: text(series, '0020000E') ?? '',
                instance: text(object, '00081155') ?? '',
              },
            ],
      ),
    ),
  );
}

/** Slides and CT: what our results are about. */
const isImage = (sopClassUid: string): boolean => IMAGES.has(sopClassUid);

const IMAGES: ReadonlySet<string> = new Set([
  '1.2.840.10008.5.1.4.1.1.2',
  '1.2.840.10008.5.1.4.1.1.2.1',
  '1.2.840.10008.5.1.4.1.1.77.1.6',
]);

function firstText(dataset: DicomJson, tags: readonly string[]): string | undefined {
  for (const tag of tags) {
    const found = text(dataset, tag)?.trim();
    if (found !== undefined && found !== '') return found;
  }
  return undefined;
}

const newestFirst = (a: StoredObject, b: StoredObject): number =>
  (b.madeAt ?? '').localeCompare(a.madeAt ?? '') || a.address.instance.localeCompare(b.address.instance);
