/** Date (DA, YYYYMMDD) and time (TM, HHMMSS) of the place, which is what DICOM's dates and times are. */
export interface LocalMoment {
  readonly date: string;
  readonly time: string;
}

export function localMoment(at: Date): LocalMoment {
  return {
    date: String(at.getFullYear()) + [at.getMonth() + 1, at.getDate()].map(two).join(''),
    time: [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(''),
  };
}

/** Both in one: YYYYMMDDHHMMSS (DT). */
export function dicomMoment(at: Date): string {
  const { date, time } = localMoment(at);
  return date + time;
}

const two = (part: number): string => String(part).padStart(2, '0');
