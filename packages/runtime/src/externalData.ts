/**
 * Whether an ONNX file keeps weights in other files, which no hash of ours covers. Reads only the protobuf members on the
 * way: ModelProto.graph (7), GraphProto.initializer (5), TensorProto.external_data (13) and data_location (14).
 */
export function hasExternalData(bytes: Uint8Array): boolean {
  return [...membersOf(bytes)].some(
    graph =>
      graph.number === GRAPH &&
      [...membersOf(graph.body)].some(
        tensor =>
          tensor.number === INITIALIZER &&
          [...membersOf(tensor.body)].some(
            ({ number, value }) =>
              number === EXTERNAL_DATA || (number === DATA_LOCATION && value === EXTERNAL),
          ),
      ),
  );
}

const GRAPH = 7;
const INITIALIZER = 5;
const EXTERNAL_DATA = 13;
const DATA_LOCATION = 14;
const EXTERNAL = 1;

interface Member {
  readonly number: number;
  /** Of members with a length. */
  readonly body: Uint8Array;
  /** Of whole numbers. */
  readonly value: number;
}

const NOTHING = new Uint8Array();

/** The members of a protobuf message, until its end or where it makes no sense; onnxruntime says what is wrong then. */
function* membersOf(message: Uint8Array): Generator<Member> {
  for (let at = 0; at < message.length;) {
    const [tag, afterTag] = varint(message, at);
    const number = Math.floor(tag / 8);
    const [value, afterValue] = varint(message, afterTag);
    switch (tag % 8) {
      case 0:
        yield { number, body: NOTHING, value };
        at = afterValue;
        break;
      case 1:
        at = afterTag + 8;
        break;
      case 2:
        yield { number, body: message.subarray(afterValue, afterValue + value), value: 0 };
        at = afterValue + value;
        break;
      case 5:
        at = afterTag + 4;
        break;
      default:
        return;
    }
  }
}

/** A whole number of seven bits a byte, the least first, and where the next one begins. */
function varint(bytes: Uint8Array, from: number): readonly [value: number, next: number] {
  let value = 0;
  let scale = 1;
  for (let at = from; at < bytes.length; at++, scale *= 128) {
    const byte = bytes[at] ?? 0;
    value += (byte % 128) * scale;
    if (byte < 128) return [value, at + 1];
  }
  return [value, bytes.length];
}
