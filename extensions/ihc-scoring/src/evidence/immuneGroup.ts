import { dcm } from '@timescope/core/dicom/codes';
import type { Code, ContentItem } from '@timescope/core/dicom/contentItem';
import { measurementGroup } from '@timescope/core/dicom/write/measurementReport';
import { algorithmItems, codeItem } from '@timescope/core/dicom/write/reportItems';
import { uidFrom } from '@timescope/core/dicom/write/uid';
import type { ImmuneResult } from '../pipeline/immune/immuneResult';
import { immuneParameters } from './immuneParameters';

/** Makes a group of its name and items. */
export type GroupOf = (name: string, items: readonly ContentItem[]) => ContentItem;

/** Groups of one result: each names the method and all that its numbers depend on. */
export function groupsOf({ key, result }: { readonly key: string; readonly result: ImmuneResult }): GroupOf {
  const algorithm = algorithmItems('TIMEscope immune panel', immuneParameters(result));
  return (name, items) =>
    measurementGroup('1501', { id: name, uid: uidFrom(key, 'group', name) }, [...algorithm, ...items]);
}

export const finding = (code: Code): ContentItem => codeItem('CONTAINS', dcm('121071', 'Finding'), code);
