/** A half-open range of bytes in a file: offset <= position < offset + length. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** The port behind which a file, a blob or an array lies. `read` gives fewer bytes only at the end of the source. */
export interface ByteSource {
  readonly length: number;
  read(range: ByteRange): Promise<Uint8Array>;
}

export const bytesOf = (bytes: Uint8Array, { offset, length }: ByteRange): Uint8Array =>
  bytes.subarray(offset, offset + length);

export const arraySource = (bytes: Uint8Array): ByteSource => ({
  length: bytes.length,
  read: range => Promise.resolve(bytesOf(bytes, range)),
});

/** A calculation that asks for ranges of bytes as it goes; it runs over an array or over a file alike. */
export type ByteQuestions<Result> = Generator<ByteRange, Result, Uint8Array>;

export function answer<Result>(questions: ByteQuestions<Result>, bytes: Uint8Array): Result {
  let step = questions.next();
  while (!step.done) step = questions.next(bytesOf(bytes, step.value));
  return step.value;
}

export async function answerFrom<Result>(
  questions: ByteQuestions<Result>,
  source: ByteSource,
): Promise<Result> {
  let step = questions.next();
  while (!step.done) step = questions.next(await source.read(step.value));
  return step.value;
}
