import type { Code, ReferencedObject } from '../contentItem';
import type { Dataset } from './dataset';
import { codeItems, reference } from './derivedImage';
import { derivedModules, type DerivedObject } from './derivedModules';
import { part10Bytes } from './part10';
import { dicomObject, type DicomObject } from './resultObjects';

export const ENCAPSULATED_PDF_STORAGE = '1.2.840.10008.5.1.4.1.1.104.1';

export interface PdfDocument {
  readonly title: string;
  /** What kind of document it is. */
  readonly concept: Code;
  readonly bytes: Uint8Array;
  /** The images and reports that it was made from. */
  readonly sources: readonly ReferencedObject[];
}

export function encapsulatedPdf(about: DerivedObject, pdf: PdfDocument): DicomObject {
  const { date, time } = about.savedBy.at;
  const dataset: Dataset = {
    ...derivedModules(about, ENCAPSULATED_PDF_STORAGE, 'DOC'),
    ConversionType: 'WSD',
    AcquisitionDateTime: `${date}${time}`,
    BurnedInAnnotation: 'YES',
    ...(pdf.sources.length > 0 && { SourceInstanceSequence: pdf.sources.map(reference) }),
    DocumentTitle: pdf.title,
    ConceptNameCodeSequence: codeItems(pdf.concept),
    MIMETypeOfEncapsulatedDocument: 'application/pdf',
    EncapsulatedDocument: new Uint8Array(pdf.bytes).buffer,
    EncapsulatedDocumentLength: pdf.bytes.length,
  };
  return dicomObject(about.name, dataset, part10Bytes(dataset));
}
