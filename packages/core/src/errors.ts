/** What the caller may do next: `rejected` input stays bad, `retryable` may work later, `usage` is a wrong call. */
export type ErrorKind = 'rejected' | 'retryable' | 'usage';

export type ErrorCode =
  | 'NOT_DICOM'
  | 'WRONG_SOP_CLASS'
  | 'UNSUPPORTED_TRANSFER_SYNTAX'
  | 'TRUNCATED'
  | 'NO_SPACING'
  | 'GEOMETRY'
  | 'NOT_AN_IMAGE'
  | 'NOT_A_TABLE'
  | 'TOO_COARSE'
  | 'EMPTY_ROI'
  | 'MODEL_MISSING'
  | 'MODEL_CORRUPT'
  | 'MODEL_MISMATCH'
  | 'MODEL_OUTPUT'
  | 'HTTP'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'STORAGE_FULL'
  | 'PORT_IN_USE'
  | 'MISSING_BUNDLE'
  | 'NOT_RUN'
  | 'WORKER_LOST'
  | 'USAGE';

/** Facts about the failure that may be shown: identifiers and numbers, never a patient's name. */
export type ErrorFields = Readonly<Record<string, string | number | undefined>>;

/**
 * An error that a user may read. The message is one plain sentence that says what was wrong and what was expected;
 * `nextStep` says what to do about it.
 */
export class TimescopeError extends Error {
  override readonly name = 'TimescopeError';
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly nextStep: string;
  readonly fields: ErrorFields;

  constructor(
    code: ErrorCode,
    message: string,
    options: { nextStep: string; kind?: ErrorKind; fields?: ErrorFields; cause?: unknown },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.kind = options.kind ?? 'rejected';
    this.nextStep = options.nextStep;
    this.fields = options.fields ?? {};
  }
}

/** What was thrown (libraries also throw strings) as one sentence. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The same with what to do about it. */
export const adviceOf = (thrown: unknown): string =>
  thrown instanceof TimescopeError ? `${thrown.message} ${thrown.nextStep}`.trim() : messageOf(thrown);
