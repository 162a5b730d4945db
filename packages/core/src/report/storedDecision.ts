import { ACCEPTED, AMENDED, dcm, DECISION, REASON, REJECTED } from '../dicom/codes';
import type { Code, ContentItem } from '../dicom/contentItem';
import type { NumberedItem } from '../dicom/read/numberedContent';
import { codeItem, textItem } from '../dicom/write/reportItems';
import { TARGETS, type PredictedClass } from '../result/predictionResult';
import { AMENDED_CLASS, CLASS_CODES, PREDICTED_CLASS, READER_CLASS, TARGET_CODES } from './ctCodes';
import { TISSUE_CLASS } from './immuneCodes';
import { classOf, codeNamed, isCode, itemsNamed, textNamed } from './numberedReport';
import type { Side } from './conclusionParts';
import type { RowDecision } from './reportDocument';
import { isoMoment } from './storedHeader';

const FINDING = dcm('121071', 'Finding');
const READER = dcm('121008', 'Person Observer Name');
const MOMENT = dcm('121135', 'Observation DateTime');
const KINDS = { accepted: ACCEPTED, amended: AMENDED, rejected: REJECTED } as const;
const SIDES: Readonly<Record<Side, Code>> = { ct: PREDICTED_CLASS, tissue: TISSUE_CLASS };

/** What a reader decided of one item; the moment as it is written. */
export interface Decision extends Pick<RowDecision, 'target' | 'kind' | 'reader' | 'at'> {
  /** With amended. */
  readonly class?: PredictedClass;
  /** With amended in the report of a patient; that of a CT is about the CT alone. */
  readonly amends?: Side;
  /** Not with accepted. */
  readonly reason?: string;
}

/** How the reports of a CT and of a patient say it. */
export function decisionItem(decision: Decision): ContentItem {
  const { target, kind, reader, at, reason = '' } = decision;
  const said = (name: Code, text: string) => (text === '' ? [] : [textItem('HAS PROPERTIES', name, text)]);
  return {
    kind: 'CODE',
    relationship: 'CONTAINS',
    name: DECISION,
    code: KINDS[kind],
    items: [
      codeItem('HAS PROPERTIES', FINDING, TARGET_CODES[target]),
      ...(decision.class ? [codeItem('HAS PROPERTIES', READER_CLASS, CLASS_CODES[decision.class])] : []),
      ...(decision.amends ? [codeItem('HAS PROPERTIES', AMENDED_CLASS, SIDES[decision.amends])] : []),
      ...said(REASON, reason),
      ...said(READER, reader),
      ...said(MOMENT, at),
    ],
  };
}

/** Decisions among items of one level. What names no target or no known answer is left out: it is not guessed. */
export const decisionsIn = (items: readonly NumberedItem[]): readonly RowDecision[] =>
  itemsNamed(items, 'CODE', DECISION).flatMap(({ content, items: below }) => {
    const about = codeNamed(below, FINDING);
    const target = TARGETS.find(each => isCode(about, TARGET_CODES[each]));
    const kind = (['accepted', 'amended', 'rejected'] as const).find(each =>
      isCode(content.code, KINDS[each]),
    );
    if (target === undefined || kind === undefined) return [];
    const given = codeNamed(below, READER_CLASS);
    const amended = given && classOf(given);
    const replaced = codeNamed(below, AMENDED_CLASS);
    const amends = (['ct', 'tissue'] as const).find(each => isCode(replaced, SIDES[each]));
    return [
      {
        target,
        kind,
        ...(amended && { class: amended }),
        ...(amends && { amends }),
        reason: textNamed(below, REASON),
        reader: textNamed(below, READER),
        at: isoMoment(textNamed(below, MOMENT)),
      },
    ];
  });
