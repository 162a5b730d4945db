import type * as OrtNode from 'onnxruntime-node';

/**
 * onnxruntime's build for this machine's processor (node), loaded when it is first asked for.
 * @throws Error with a clause that says what is missing
 */
export async function native(): Promise<typeof OrtNode> {
  try {
    return await import('onnxruntime-node');
  } catch (cause) {
    const machine = `${process.platform} ${process.arch}`;
    throw new Error(`onnxruntime-node does not load on this machine (${machine})`, { cause });
  }
}
