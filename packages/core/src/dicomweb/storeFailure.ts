import { TimescopeError } from '../errors';
import type { StoreAnswer } from './client';
import type { KeptObject } from './outbox';

/**
 * Why a store did not take an object, from its answer to a request with this object alone; undefined when it names no
 * failure.
 */
export function refusalOf(answer: StoreAnswer, object: KeptObject): TimescopeError | undefined {
  if (answer.stored.includes(object.sopInstanceUid)) return undefined;
  const [failed] = answer.failed;
  return failed && refusal(failed.failure, object);
}

/** Failure Reason (0008,1197): PS3.18 table I.2-2 and the statuses of PS3.7 annex C. */
function refusal(reason: number | undefined, { name, sopInstanceUid, sopClassUid }: KeptObject) {
  const fields = { instance: sopInstanceUid, sopClass: sopClassUid, failure: reason };
  if (reason !== undefined && (reason >> 8 === 0xa7 || reason === 0x0213))
    return new TimescopeError('STORAGE_FULL', `The store has no space left for "${name}".`, {
      kind: 'retryable',
      nextStep: 'It is kept and sent again when there is space.',
      fields,
    });
  if (reason === 0x0110)
    return new TimescopeError('HTTP', `The store failed while it took "${name}".`, {
      kind: 'retryable',
      nextStep: 'It is kept and sent again later.',
      fields,
    });
  return new TimescopeError('CONFLICT', `The store refused "${name}": ${said(reason)}.`, {
    nextStep: 'Ask the administrator of the store, then send it again.',
    fields,
  });
}

function said(reason: number | undefined): string {
  if (reason === undefined) return 'it gave no reason';
  if (reason === 0x0111) return 'it has other content under this UID';
  if (reason === 0x0122) return 'it does not take objects of this kind';
  if (reason === 0x0124) return 'you may not store there';
  if (reason >> 8 === 0xa9) return 'it does not belong to the study or its content does not fit its kind';
  if (reason >> 12 === 0xc) return 'it cannot read it';
  return `failure ${reason.toString(16).toUpperCase().padStart(4, '0')}H`;
}
