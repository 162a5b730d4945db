import { readSlide } from '@timescope/core/dicom/read/slide';
import type { DicomwebClient } from '@timescope/core/dicomweb/client';
import { TimescopeError } from '@timescope/core/errors';
import { addressOf, seriesFound, type ArchiveSeries } from './archiveSeries';
import type { ManifestLine } from './manifest';
import { matches, type WatchRule } from './watchRule';

/** What a watcher remembers between two looks: how many images a series had. */
export type Seen = Map<string, number>;

/**
 * Looks once: the series that match the rule, are complete and are no cases yet. A series counts as complete when it has
 * as many images as at the look before.
 * @param known series that are cases already
 */
export async function arrived(
  archive: DicomwebClient,
  root: string,
  rule: WatchRule,
  seen: Seen,
  known: ReadonlySet<string>,
): Promise<ManifestLine[]> {
  const found = await seriesFound(archive, { Modality: rule.match.modality ?? '' });
  const complete: ArchiveSeries[] = [];
  for (const series of found) {
    if (known.has(series.series) || !isDescribed(series, rule)) continue;
    const isComplete = seen.get(series.series) === series.instances;
    seen.set(series.series, series.instances);
    if (isComplete && (await hasStain(archive, series, rule.match.stain))) complete.push(series);
  }
  return complete.map(series => ({
    line: 0,
    values: { case: series.series, command: rule.command, input: addressOf(root, series) },
  }));
}

function isDescribed(
  { modality, description, studyDescription }: ArchiveSeries,
  { match }: WatchRule,
): boolean {
  const said: [string | undefined, string][] = [
    [match.modality, modality],
    [match.seriesDescription, description],
    [match.studyDescription, studyDescription],
  ];
  return said.every(([pattern, value]) => pattern === undefined || matches(pattern, value));
}

async function hasStain(
  archive: DicomwebClient,
  { study, series }: ArchiveSeries,
  stain: string | undefined,
): Promise<boolean> {
  if (stain === undefined) return true;
  try {
    const { specimens } = readSlide(await archive.seriesMetadata(study, series));
    return specimens.some(({ stains }) => stains.some(each => matches(stain, each)));
  } catch (thrown) {
    if (thrown instanceof TimescopeError && thrown.kind === 'rejected') return false;
    throw thrown;
  }
}
