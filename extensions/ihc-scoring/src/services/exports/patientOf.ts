import type { Host } from '@timescope/ohif/host';

/** Who a slide on the host's screen is of; a member that the slide lacks is undefined. */
export interface SlidePatient {
  /** As DICOM writes it: `Family^Given`. */
  readonly name: string | undefined;
  readonly id: string | undefined;
  /** Issuer of Patient ID: an ID alone may be two people's. */
  readonly issuer: string | undefined;
}

/** From the metadata that the host holds of an open series. */
export function patientOf(host: Host, seriesUid: string): SlidePatient {
  const displaySet = host.servicesManager.services.displaySetService
    .getActiveDisplaySets()
    .find(each => each.SeriesInstanceUID === seriesUid);
  const instance = (displaySet?.others ?? displaySet?.instances)?.[0] as
    Readonly<Record<string, unknown>> | undefined;
  return {
    name: textIn(instance?.PatientName),
    id: textIn(instance?.PatientID),
    issuer: textIn(instance?.IssuerOfPatientID),
  };
}

/** The host gives a person's name as text, as an object of its writings, or as a list of these. */
function textIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
  if (Array.isArray(value)) return textIn(value[0]);
  if (typeof value === 'object' && value !== null && 'Alphabetic' in value) return textIn(value.Alphabetic);
  return undefined;
}
