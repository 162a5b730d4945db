import type { ContentItem } from '../contentItem';
import { items, type DicomJson } from '../json';
import { contentItem } from './contentTree';

/** A content item that can be pointed at. */
export interface NumberedItem {
  /** As a Referenced Content Item Identifier writes it (PS3.3 C.17.3.2.5): 1 is the root, 1.3 its third item. */
  readonly number: string;
  readonly content: ContentItem;
  readonly items: readonly NumberedItem[];
}

/** The items below the root of a structured report. Items of unknown kinds are left out, and keep their number. */
export const numberedContent = (report: DicomJson): readonly NumberedItem[] => numbered(report, '1');

const numbered = (dataset: DicomJson, above: string): readonly NumberedItem[] =>
  items(dataset, '0040A730').flatMap((each, at) => {
    const content = contentItem(each);
    const number = `${above}.${at + 1}`;
    return content ? [{ number, content, items: numbered(each, number) }] : [];
  });
