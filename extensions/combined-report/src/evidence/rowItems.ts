import { REASON, ucum } from '@timescope/core/dicom/codes';
import type { Code, ContentItem } from '@timescope/core/dicom/contentItem';
import { COMPREHENSIVE_3D_SR } from '@timescope/core/dicom/write/structuredReport';
import { numberItem, textItem } from '@timescope/core/dicom/write/reportItems';
import type {
  PrintedValue,
  ReportRow,
  ReportSource,
  SourceItem,
} from '@timescope/core/report/reportDocument';
import {
  PRINTED_DETAIL,
  PRINTED_LABEL,
  PRINTED_VALUE,
  SOURCE_ITEM,
  SOURCE_OF_MEASUREMENT,
  SUBTRACTED,
} from './reportCodes';

/** A row: its number, or its words, with everything that is printed and the content item that it was read from. */
export function rowItem(
  { label, value, detail, code }: ReportRow,
  sources: readonly ReportSource[],
): ContentItem {
  const said = [
    modifier(PRINTED_LABEL, label),
    ...(value.number ? [modifier(PRINTED_VALUE, value.text)] : []),
    ...(detail === undefined || detail === '' ? [] : [modifier(PRINTED_DETAIL, detail)]),
    ...(value.because === undefined || value.because === '' ? [] : [modifier(REASON, value.because)]),
    ...sourceItems(value, sources),
  ];
  if (!value.number) return { ...textItem('CONTAINS', code, value.text), items: said };
  const { value: number, unit } = value.number;
  return numberItem(code, ucum(unit, unit === '1' ? 'no units' : unit), number, '', said);
}

export const modifier = (name: Code, text: string): ContentItem => textItem('HAS CONCEPT MOD', name, text);

/** A change has two sources: what it is later, and what is subtracted. */
function sourceItems(
  { source, sources: several, difference }: PrintedValue,
  sources: readonly ReportSource[],
): readonly ContentItem[] {
  if (difference)
    return [
      sourceItem(SOURCE_OF_MEASUREMENT, difference.later, sources),
      sourceItem(SUBTRACTED, difference.earlier, sources),
    ];
  return (several ?? (source ? [source] : [])).map(each => sourceItem(SOURCE_OF_MEASUREMENT, each, sources));
}

const sourceItem = (
  name: Code,
  { report, item }: SourceItem,
  sources: readonly ReportSource[],
): ContentItem => ({
  kind: 'COMPOSITE',
  relationship: 'INFERRED FROM',
  name,
  object: {
    sopClassUid:
      sources.find(({ sopInstanceUid }) => sopInstanceUid === report)?.sopClassUid ?? COMPREHENSIVE_3D_SR,
    sopInstanceUid: report,
  },
  items: [modifier(SOURCE_ITEM, item)],
});
