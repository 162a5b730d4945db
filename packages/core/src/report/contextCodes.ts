import { own } from '../dicom/codes';
import type { Code } from '../dicom/contentItem';
import type { ContextFields } from './contextFields';

/** How a stored report names what a reader typed. */
export const CONTEXT_CODES: Readonly<Record<keyof ContextFields, Code>> = {
  t: own('TNMT', 'Primary tumour (TNM, eighth edition)'),
  n: own('TNMN', 'Regional lymph nodes (TNM, eighth edition)'),
  m: own('TNMM', 'Distant metastasis (TNM, eighth edition)'),
  msi: own('MSI', 'Microsatellite or mismatch repair status'),
  specimenDate: own('SPECIMENDATE', 'Date of the specimen'),
  ctDate: own('CTDATE', 'Date of the CT'),
  neoadjuvant: own('NEOADJUVANT', 'Neoadjuvant therapy'),
  remarks: own('REMARKS', 'Remarks'),
};
/** What follows from the two dates. */
export const CT_TO_SPECIMEN = own('CTTOSPECIMEN', 'Days from CT to specimen');
/** SOP Instance UID of a result that the reader left out. */
export const LEFT_OUT = own('LEFTOUT', 'Stored result that the reader left out');
