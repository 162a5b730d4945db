import { item, items, text, type DicomJson } from '../json';

/**
 * Tracking Identifier of a measurement report's first group (PS3.16 TID 1500): in ours the name of a CT's outlined region,
 * or the whole area of a slide. Versions of one result have it in common.
 */
export function trackedSubject(report: DicomJson): string | undefined {
  const measurements = below(report, '126010');
  const group = measurements && below(measurements, '125007');
  const identifier = group && below(group, '112039');
  return identifier && text(identifier, '0040A160')?.trim();
}

/** The first content item of a concept of DCM. */
const below = (parent: DicomJson, concept: string): DicomJson | undefined =>
  items(parent, '0040A730').find(each => {
    const name = item(each, '0040A043');
    return name && text(name, '00080100') === concept;
  });
