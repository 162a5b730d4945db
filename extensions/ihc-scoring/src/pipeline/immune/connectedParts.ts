/** The marked cells of the 4-connected parts that `isKept` accepts. Row by row. */
export function connectedParts(
  marks: Uint8Array,
  { width }: { readonly width: number },
  isKept: (cells: readonly number[]) => boolean,
): Uint8Array<ArrayBuffer> {
  const kept = Uint8Array.from(marks);
  const seen = new Uint8Array(marks.length);
  for (let start = 0; start < marks.length; start++) {
    if (marks[start] !== 1 || seen[start] === 1) continue;
    const part = connected(marks, seen, width, start);
    if (!isKept(part)) for (const cell of part) kept[cell] = 0;
  }
  return kept;
}

function connected(marks: Uint8Array, seen: Uint8Array, width: number, start: number): readonly number[] {
  const part = [start];
  seen[start] = 1;
  // The list grows while it is walked.
  for (const cell of part) {
    const x = cell % width;
    const around = [
      cell - width,
      cell + width,
      ...(x > 0 ? [cell - 1] : []),
      ...(x < width - 1 ? [cell + 1] : []),
    ];
    for (const next of around) {
      if (marks[next] !== 1 || seen[next] === 1) continue;
      seen[next] = 1;
      part.push(next);
    }
  }
  return part;
}
