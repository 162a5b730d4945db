/**
 * Percentile of a value in a reference distribution, 0 to 100: the values below it and half of those equal to it, over n.
 * @param reference at least one finite number
 */
export function percentileIn(reference: readonly number[], value: number): number {
  let [below, equal] = [0, 0];
  for (const other of reference) {
    if (other < value) below++;
    else if (other === value) equal++;
  }
  return (100 * (2 * below + equal)) / (2 * reference.length);
}
