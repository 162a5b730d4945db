import type { DicomJson } from '@timescope/core/dicom/json';
import type { StoreOutcome } from '../store/storeInstance';

/** Failure Reason (PS3.18 table I.2-2); 0111H is "duplicate SOP instance" of PS3.7. */
const reasons = { full: 0xa700, unreadable: 0xc000, otherStudy: 0xa900, conflict: 0x0111 } as const;

/** The store instances response (PS3.18 section 10.5.3) and its status. */
export function storeResponse(
  outcomes: readonly StoreOutcome[],
  root: string,
): { readonly status: number; readonly answer: DicomJson } {
  const stored = outcomes.flatMap(outcome => (outcome.kind === 'stored' ? [storedItem(outcome, root)] : []));
  const failed = outcomes.flatMap(outcome => (outcome.kind === 'stored' ? [] : [failedItem(outcome)]));
  return {
    status: statusOf(outcomes),
    answer: {
      ...(stored.length > 0 && { '00081199': { vr: 'SQ', Value: stored } }),
      ...(failed.length > 0 && { '00081198': { vr: 'SQ', Value: failed } }),
    },
  };
}

function statusOf(outcomes: readonly StoreOutcome[]): number {
  if (outcomes.every(outcome => outcome.kind === 'stored')) return 200;
  if (outcomes.some(outcome => outcome.kind === 'full')) return 507;
  if (outcomes.some(outcome => outcome.kind === 'stored')) return 202;
  return outcomes.every(outcome => outcome.kind === 'unreadable') ? 400 : 409;
}

function storedItem(outcome: Extract<StoreOutcome, { kind: 'stored' }>, root: string): DicomJson {
  const { study, series, instance } = outcome;
  return {
    '00081150': { vr: 'UI', Value: [outcome.sopClass] },
    '00081155': { vr: 'UI', Value: [instance] },
    '00081190': {
      vr: 'UR',
      Value: [`${root}/studies/${study}/series/${series}/instances/${instance}`],
    },
    ...(outcome.warning !== undefined && { '00081196': { vr: 'US', Value: [0xb000] } }),
  };
}

function failedItem(outcome: Exclude<StoreOutcome, { kind: 'stored' }>): DicomJson {
  return {
    ...(outcome.sopClass !== undefined && { '00081150': { vr: 'UI', Value: [outcome.sopClass] } }),
    ...(outcome.instance !== undefined && { '00081155': { vr: 'UI', Value: [outcome.instance] } }),
    '00081197': { vr: 'US', Value: [reasons[outcome.kind]] },
    // Error Comment, cut to the length of its VR (LO).
    '00000902': { vr: 'LO', Value: [outcome.reason.slice(0, 64)] },
  };
}
