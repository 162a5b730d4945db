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

/** The moment in ISO 8601 with the offset of the place from UTC, which DICOM's dates and times leave out. */
export function zonedMoment({ date, time }: LocalMoment): string {
  const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] =
    /^(....)(..)(..)(..)(..)(..)/.exec(date + time) ?? [];
  const [calendar, clock] = [`${year}-${month}-${day}`, `${hour}:${minute}:${second}`];
  const behind = new Date(`${calendar}T${clock}`).getTimezoneOffset();
  const offset = [Math.floor(Math.abs(behind) / 60), Math.abs(behind) % 60].map(two).join(':');
  return `${calendar}T${clock}${behind > 0 ? '-' : '+'}${offset}`;
}

const two = (part: number): string => String(part).padStart(2, '0');
