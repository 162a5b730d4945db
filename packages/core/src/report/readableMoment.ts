/**
 * An ISO 8601 moment as people read it, to the minute: 2026-11-22 09:30, with "UTC" or the offset where one is written.
 * Anything else stays as it is.
 */
export function readableMoment(written: string): string {
  const [, date, time, zone = ''] =
    /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(written) ?? [];
  if (date === undefined || time === undefined) return written;
  return [date, time, zone === 'Z' ? 'UTC' : zone].filter(part => part !== '').join(' ');
}
