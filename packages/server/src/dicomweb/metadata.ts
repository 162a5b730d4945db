import type { DicomElement, DicomJson } from '@timescope/core/dicom/json';
import type { Part10 } from '@timescope/core/dicom/read/part10';

/**
 * An instance's header for WADO-RS: every BulkDataURI becomes an address on this server, pixel data gets one, and
 * the transfer syntax is told as Available Transfer Syntax UID.
 * @param instanceUrl path of the instance, without a slash at its end.
 */
export function metadata({ dataset, meta, pixelData }: Part10, instanceUrl: string): DicomJson {
  return {
    ...withAddresses(dataset, `${instanceUrl}/bulkdata/`),
    '00083002': { vr: 'UI', Value: [meta.transferSyntax] },
    ...(pixelData && { '7FE00010': { vr: 'OW', BulkDataURI: `${instanceUrl}/bulkdata/7FE00010` } }),
  };
}

function withAddresses(dataset: DicomJson, prefix: string): DicomJson {
  return Object.fromEntries(
    Object.entries(dataset).map(([tag, element]) => [tag, element && elementWithAddress(element, prefix)]),
  );
}

function elementWithAddress(element: DicomElement, prefix: string): DicomElement {
  if (element.BulkDataURI !== undefined) return { ...element, BulkDataURI: prefix + element.BulkDataURI };
  if (element.vr !== 'SQ' || !element.Value) return element;
  return { ...element, Value: element.Value.map(item => withAddresses(item as DicomJson, prefix)) };
}
