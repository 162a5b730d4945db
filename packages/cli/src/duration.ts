/** 3725 seconds are "1 h 2 min". */
export function duration(exactly: number): string {
  const seconds = Math.round(exactly);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
