/** Local time as DICOM's dates have it, written YYYY-MM-DDTHH:MM:SS. */
export function isoMoment(at: Date): string {
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(two).join('-');
  return `${day}T${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')}`;
}

const two = (part: number): string => String(part).padStart(2, '0');
