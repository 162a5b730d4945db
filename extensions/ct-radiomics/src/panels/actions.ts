/** What the sections need to act: commands, and the keys that call the same ones. */
export interface Actions {
  run(command: string): void;
  keyOf(command: string): string | undefined;
}
