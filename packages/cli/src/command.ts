/** One command of `timescope`. `run` returns the exit code, 0 when it returns nothing, and throws TimescopeError. */
export interface Command {
  readonly usage: string;
  readonly summary: string;
  run(argv: string[]): Promise<number | undefined>;
}
