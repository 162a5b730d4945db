/** Something that did not stop the work and that a reader must know: a stable code and one plain sentence. */
export interface Warning {
  readonly code: string;
  readonly message: string;
}
