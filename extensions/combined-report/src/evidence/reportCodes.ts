import { dcm, own, sct } from '@timescope/core/dicom/codes';

export const IMAGING = sct('363679005', 'Imaging');
export const CONCLUSION = dcm('121077', 'Conclusion');
export const COMMENT = dcm('121106', 'Comment');
export const SOURCE_OF_MEASUREMENT = dcm('121112', 'Source of Measurement');

export const PRINTED_LABEL = own('PRINTEDLABEL', 'Label as printed');
export const PRINTED_VALUE = own('PRINTEDVALUE', 'Value as printed');
export const PRINTED_DETAIL = own('PRINTEDDETAIL', 'What the printed value is of');
export const SOURCE_ITEM = own('SOURCEITEM', 'Content item of the source');
export const SUBTRACTED = own('SUBTRACTED', 'What is subtracted');
export const NOT_ASSESSED = own('NOTASSESSED', 'What was not assessed');
export const AGREEMENT = own('AGREEMENT', 'Agreement of CT and tissue');
export const LIMIT = own('LIMIT', 'Limit of what the report says');
export const MADE_AT = own('REPORTMADEAT', 'Moment when the report was made, with its time zone');
export const TYPED_CONTEXT = own('TYPEDCONTEXT', 'Clinical context, as typed by the reader');
