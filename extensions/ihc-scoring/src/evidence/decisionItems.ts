import { ACCEPTED, AMENDED, dcm, DECISION, REASON } from '@timescope/core/dicom/codes';
import type { ContentItem } from '@timescope/core/dicom/contentItem';
import { textItem } from '@timescope/core/dicom/write/reportItems';
import * as codes from '@timescope/core/report/slideCodes';
import type { SignedReading } from '../pipeline/reading/signedReading';

/** What the reader decided about the scores, by whom and when. */
export function decisionItems({ decision, reader, number, signedAt }: SignedReading): readonly ContentItem[] {
  return [
    {
      kind: 'CODE',
      relationship: 'CONTAINS',
      name: DECISION,
      code: decision.kind === 'accepted' ? ACCEPTED : AMENDED,
      items: [
        ...(decision.kind === 'accepted'
          ? []
          : [
              textItem('HAS PROPERTIES', codes.DECIDED_SCORE, decision.score),
              textItem('HAS PROPERTIES', codes.MEASURED_VALUE, String(decision.from ?? 'not evaluable')),
              textItem('HAS PROPERTIES', codes.SIGNED_VALUE, String(decision.to)),
              textItem('HAS PROPERTIES', REASON, decision.reason),
            ]),
        textItem('HAS PROPERTIES', dcm('121008', 'Person Observer Name'), reader),
        textItem('HAS PROPERTIES', dcm('121135', 'Observation DateTime'), new Date(signedAt).toISOString()),
        textItem('HAS PROPERTIES', codes.SIGNED_VERSION, String(number)),
      ],
    },
  ];
}
