/** Collects why values are missing while they are put into the result. */
export class Reasons {
  readonly notEvaluable: Record<string, string> = {};

  /** @param forAll Keeps every score back, where it is given. */
  constructor(private readonly forAll: string | undefined) {}

  /** The value, or null with a reason. */
  give<Value>(path: string, value: Value | undefined, reason: string): Value | null {
    return this.always(path, this.forAll === undefined ? value : undefined, this.forAll ?? reason);
  }

  /** For what stands whatever keeps the scores back, such as an area. */
  always<Value>(path: string, value: Value | undefined, reason: string): Value | null {
    if (value !== undefined) return value;
    this.notEvaluable[path] = reason;
    return null;
  }
}
