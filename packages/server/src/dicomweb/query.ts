import { items, text, texts, type DicomElement, type DicomJson } from '@timescope/core/dicom/json';
import { tagNamed } from '@timescope/core/dicom/tagNames';
import { seriesAttributes, studyAttributes, type InstanceRecord } from '../store/instanceRecord';
import { matches } from './matching';

export type QueryLevel = 'studies' | 'series' | 'instances';

/** Query parameters that say how to answer, not what to match. */
const notAttributes = new Set(['limit', 'offset', 'fuzzymatching', 'includefield']);

/**
 * Answers a QIDO-RS search (PS3.18 section 10.6). Every attribute of the index is returned, whatever includefield
 * asks for.
 * @param root path of the DICOMweb service, without a slash at its end.
 */
export function query(
  records: Iterable<InstanceRecord>,
  level: QueryLevel,
  parameters: URLSearchParams,
  root: string,
): readonly DicomJson[] {
  const found = groups([...records], level)
    .map(group => answerOf(group, level, root))
    .filter(answer => satisfies(answer, parameters))
    .sort(newestFirst);
  const offset = count(parameters.get('offset')) ?? 0;
  const limit = count(parameters.get('limit')) ?? found.length;
  return found.slice(offset, offset + limit);
}

type Group = readonly [InstanceRecord, ...InstanceRecord[]];

function groups(records: readonly InstanceRecord[], level: QueryLevel): readonly Group[] {
  const byUid = new Map<string, [InstanceRecord, ...InstanceRecord[]]>();
  for (const record of records) {
    const uid = level === 'studies' ? record.study : level === 'series' ? record.series : record.instance;
    const group = byUid.get(uid);
    if (group) group.push(record);
    else byUid.set(uid, [record]);
  }
  return [...byUid.values()];
}

function answerOf(group: Group, level: QueryLevel, root: string): DicomJson {
  const [first] = group;
  const study = `${root}/studies/${first.study}`;
  switch (level) {
    case 'studies':
      return {
        ...alwaysPresent,
        ...studyAttributes(first.attributes),
        ...studyCounts(group),
        ...located(study),
      };
    case 'series':
      return {
        ...alwaysPresent,
        ...seriesAttributes(first.attributes),
        '00201209': integer(group.length),
        ...located(`${study}/series/${first.series}`),
      };
    case 'instances':
      return {
        ...alwaysPresent,
        ...first.attributes,
        ...located(`${study}/series/${first.series}/instances/${first.instance}`),
      };
  }
}

/** Required return attributes stand in the answer even when the file does not know them. */
const alwaysPresent: DicomJson = {
  '00080020': { vr: 'DA' },
  '00080030': { vr: 'TM' },
  '00080050': { vr: 'SH' },
  '00080056': { vr: 'CS', Value: ['ONLINE'] },
  '00100010': { vr: 'PN' },
  '00100020': { vr: 'LO' },
  '00200010': { vr: 'SH' },
};

function studyCounts(group: Group): DicomJson {
  const modalities = new Set(group.map(record => text(record.attributes, '00080060')));
  const sopClasses = new Set(group.map(record => text(record.attributes, '00080016')));
  return {
    '00080061': { vr: 'CS', Value: [...modalities].filter(Boolean).sort() },
    '00080062': { vr: 'UI', Value: [...sopClasses].filter(Boolean).sort() },
    '00201206': integer(new Set(group.map(record => record.series)).size),
    '00201208': integer(group.length),
  };
}

const integer = (value: number): DicomElement => ({ vr: 'IS', Value: [value] });

const located = (url: string): DicomJson => ({ '00081190': { vr: 'UR', Value: [url] } });

function satisfies(answer: DicomJson, parameters: URLSearchParams): boolean {
  const fuzzy = parameters.get('fuzzymatching') === 'true';
  return [...parameters].every(([name, wanted]) => {
    const [first = '', ...nested] = name.split('.');
    const tag = tagNamed(first);
    if (notAttributes.has(name) || tag === undefined || wanted === '') return true;
    return nested.length === 0
      ? matches(answer[tag], wanted, fuzzy)
      : items(answer, tag).some(item => satisfies(item, new URLSearchParams({ [nested.join('.')]: wanted })));
  });
}

function newestFirst(a: DicomJson, b: DicomJson): number {
  const date = (answer: DicomJson) => `${text(answer, '00080020') ?? ''}${text(answer, '00080030') ?? ''}`;
  const order = (answer: DicomJson) =>
    Number(texts(answer, '00200013')[0] ?? texts(answer, '00200011')[0] ?? 0);
  return date(b).localeCompare(date(a)) || order(a) - order(b);
}

function count(value: string | null): number | undefined {
  return value !== null && /^\d+$/.test(value) ? Number(value) : undefined;
}
