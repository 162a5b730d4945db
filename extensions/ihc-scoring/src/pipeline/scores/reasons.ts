/** Collects why values are missing while they are put into the result. */
export class Reasons {
  readonly notEvaluable: Record<string, string> = {};

  /**
   * @param forAll Keeps every score back, where it is given.
   * @param unknown What keeps the value of a path back, whatever it is.
   */
  constructor(
    private readonly forAll: string | undefined,
    private readonly unknown: (path: string) => string | undefined = () => undefined,
  ) {}

  /** The value, or null with a reason. */
  give<Value>(path: string, value: Value | undefined, reason: string): Value | null {
    return this.always(path, this.forAll === undefined ? value : undefined, this.forAll ?? reason);
  }

  /** For what stands whatever keeps the scores back, such as an area. */
  always<Value>(path: string, value: Value | undefined, reason: string): Value | null {
    const unknown = value === undefined ? undefined : this.unknown(path);
    if (value !== undefined && unknown === undefined) return value;
    this.notEvaluable[path] = unknown ?? reason;
    return null;
  }
}
