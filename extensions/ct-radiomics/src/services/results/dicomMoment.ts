/** Local time as YYYYMMDDHHMMSS. */
export function dicomMoment(at: Date): string {
  const parts = [at.getMonth() + 1, at.getDate(), at.getHours(), at.getMinutes(), at.getSeconds()];
  return String(at.getFullYear()) + parts.map(part => String(part).padStart(2, '0')).join('');
}
