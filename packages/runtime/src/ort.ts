import { TimescopeError, messageOf } from '@timescope/core/errors';
import type { ModelCard } from '@timescope/core/modelCard';
import type { Network, Tensor, Tier } from '@timescope/core/network';
import { sha256Hex } from '@timescope/core/sha256';
import type { InferenceSession } from 'onnxruntime-common';
import type * as OrtWeb from 'onnxruntime-web/wasm';
import { assetUrl, isNode } from './assets';
import { fetchFile, type Fetching } from './fetchFile';
import { hasExternalData } from './externalData';
import { native } from './ortNative';
import { webGpu, type InTurn } from './ortWebGpu';
import { warm } from './warm';

/** `wasm` is the reference tier; `native` is onnxruntime-node, only in node; `webgpu` only where a browser has it. */
export type Engine = 'wasm' | 'native' | 'webgpu';

/**
 * A model behind the network port. Its bytes are checked against the card before onnxruntime sees them: one flipped
 * bit loads silently.
 * @throws TimescopeError MODEL_CORRUPT, MODEL_MISMATCH; Error for an engine that is not here
 */
export async function loadNetwork(
  card: ModelCard,
  bytes: Uint8Array,
  { engine = 'wasm' }: { readonly engine?: Engine } = {},
): Promise<Network> {
  requireDigest(card, bytes);
  requireWhole(card, bytes);
  const { ort, name, tier, provider, inTurn } = await ENGINES[engine]();
  const session = await inTurn(() => openSession(ort.InferenceSession, card, bytes, provider));
  requireCard(card, session);
  return { card, engine: name, tier, run: input => inTurn(() => run(card, session, ort.Tensor, input)) };
}

interface OpenEngine {
  readonly ort: Pick<typeof OrtWeb, 'InferenceSession' | 'Tensor'>;
  readonly name: string;
  readonly tier: Tier;
  readonly provider: 'wasm' | 'cpu' | 'webgpu';
  /** Begins work once the engine can take it. */
  readonly inTurn: InTurn;
}

const atOnce: InTurn = work => work();

const ENGINES: Readonly<Record<Engine, () => Promise<OpenEngine>>> = {
  async wasm() {
    const ort = await fetchEngine();
    const name = `onnxruntime-web ${ort.env.versions.common} wasm`;
    return { ort, name, tier: 'reference', provider: 'wasm', inTurn: atOnce };
  },
  async native() {
    const ort = await native();
    const name = `onnxruntime-node ${ort.env.versions.common}`;
    return { ort, name, tier: 'native', provider: 'cpu', inTurn: atOnce };
  },
  async webgpu() {
    const { ort, adapter, inTurn } = await webGpu();
    const name = `onnxruntime-web ${ort.env.versions.common} webgpu (${adapter})`;
    return { ort, name, tier: 'webgpu', provider: 'webgpu', inTurn };
  },
};

/**
 * With more, onnxruntime divides its sums by their number, and the last bits of a DenseNet change from machine to machine
 * (seen in Chromium with two). Work is shared between workers instead.
 */
const THREADS = 1;

const engines = warm<typeof OrtWeb>();

/**
 * The reference engine, 14 MB, loaded with the first network: most threads never run one.
 * @throws TimescopeError MODEL_MISSING; the signal's reason
 */
export async function fetchEngine(fetching: Fetching = {}): Promise<typeof OrtWeb> {
  return engines('wasm', () => configure(fetching), fetching.signal);
}

async function configure(fetching: Fetching): Promise<typeof OrtWeb> {
  const web = await import('onnxruntime-web/wasm');
  const { wasm } = web.env;
  wasm.numThreads = THREADS;
  wasm.wasmBinary = isNode ? await wasmFromDisk() : await fetchFile(ENGINE, 'the engine', fetching);
  if (!isNode) wasm.wasmPaths = { mjs: assetUrl('ort/ort-wasm-simd-threaded.mjs') };
  return web;
}

const ENGINE = 'ort/ort-wasm-simd-threaded.wasm';

async function wasmFromDisk(): Promise<ArrayBuffer> {
  const { createRequire } = await import('node:module');
  const { readFile } = await import('node:fs/promises');
  const file = createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm');
  return Uint8Array.from(await readFile(file)).buffer;
}

function requireDigest({ name, sha256 }: ModelCard, bytes: Uint8Array): void {
  const actual = sha256Hex(bytes);
  if (actual === sha256) return;
  throw new TimescopeError(
    'MODEL_CORRUPT',
    `${name}/model.onnx is not the file of ${name}/card.json: SHA-256 ${actual} instead of ${sha256}.`,
    {
      nextStep: 'Install the model again.',
      fields: { model: name, expected: sha256, actual, bytes: bytes.length },
    },
  );
}

function requireWhole({ name }: ModelCard, bytes: Uint8Array): void {
  if (!hasExternalData(bytes)) return;
  throw new TimescopeError(
    'MODEL_MISMATCH',
    `${name}/model.onnx keeps weights in other files, which the hash in ${name}/card.json does not cover.`,
    {
      nextStep: 'Save the model as one file, without external data.',
      fields: { model: name },
    },
  );
}

async function openSession(
  sessions: {
    create(bytes: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
  },
  card: ModelCard,
  bytes: Uint8Array,
  provider: OpenEngine['provider'],
): Promise<InferenceSession> {
  try {
    return await sessions.create(bytes, {
      executionProviders: [provider],
      graphOptimizationLevel: 'all',
      executionMode: 'sequential',
      // With more, what the bits are hangs on how many processors the machine has. Work is shared between workers instead.
      ...(provider === 'cpu' && { intraOpNumThreads: THREADS, interOpNumThreads: THREADS }),
    });
  } catch (cause) {
    throw new TimescopeError(
      'MODEL_CORRUPT',
      `${card.name}/model.onnx cannot be loaded: ${messageOf(cause)}`,
      {
        nextStep: 'Install the model again; if it stays, its format is not known to this version.',
        fields: { model: card.name },
        cause,
      },
    );
  }
}

function requireCard(card: ModelCard, session: InferenceSession): void {
  requireTensor(card, 'input', card.input.name, card.input.shape, session.inputMetadata);
  for (const [name, shape] of Object.entries(card.outputs))
    requireTensor(card, 'output', name, shape, session.outputMetadata);
}

function requireTensor(
  card: ModelCard,
  role: 'input' | 'output',
  name: string,
  expected: readonly number[],
  found: readonly InferenceSession.ValueMetadata[],
): void {
  const tensor = found.find(candidate => candidate.name === name);
  const shape = tensor?.isTensor === true ? tensor.shape : undefined;
  // A named axis ("batch") takes any extent.
  const fits =
    shape?.length === expected.length && shape.every((d, i) => typeof d === 'string' || d === expected[i]);
  if (fits) return;
  const said = shape ? `[${shape.join(', ')}]` : 'missing';
  throw mismatch(card, `its ${role} "${name}" is ${said} and card.json says [${expected.join(', ')}]`);
}

function mismatch({ name }: ModelCard, because: string): TimescopeError {
  return new TimescopeError(
    'MODEL_MISMATCH',
    `${name}/model.onnx does not fit ${name}/card.json: ${because}.`,
    {
      nextStep: 'Install card and weights from the same place.',
      fields: { model: name },
    },
  );
}

async function run(
  card: ModelCard,
  session: InferenceSession,
  TensorOf: typeof OrtWeb.Tensor,
  { shape, values }: Tensor,
): Promise<Readonly<Record<string, Tensor>>> {
  if (shape.join() !== card.input.shape.join())
    throw mismatch(card, `it takes [${card.input.shape.join(', ')}], not [${shape.join(', ')}]`);
  const input = new TensorOf('float32', values, [...shape]);
  const outputs = await session.run({ [card.input.name]: input }).catch((cause: unknown) => {
    throw stopped(card, cause);
  });
  return Object.fromEntries(
    Object.entries(card.outputs).map(([name, expected]) => [
      name,
      checked(card, name, expected, outputs[name]),
    ]),
  );
}

/** A graphics card may go away, and memory may run out. */
const stopped = ({ name }: ModelCard, cause: unknown): TimescopeError =>
  new TimescopeError('WORKER_LOST', `The engine stopped while ${name} ran: ${messageOf(cause)}`, {
    kind: 'retryable',
    nextStep: 'Run it again; in the viewer reload the page before.',
    fields: { model: name },
    cause,
  });

function checked(
  card: ModelCard,
  name: string,
  expected: readonly number[],
  output: InferenceSession.OnnxValueMapType[string] | undefined,
): Tensor {
  const values = output?.data;
  if (!output || !(values instanceof Float32Array) || output.dims.join() !== expected.join())
    throw mismatch(card, `its output "${name}" came as [${output?.dims.join(', ') ?? ''}]`);
  if (values.every(Number.isFinite)) return { shape: output.dims, values };
  throw new TimescopeError(
    'MODEL_OUTPUT',
    `${card.name}/model.onnx gave values that are no numbers in "${name}".`,
    {
      nextStep: 'Install the model again; its weights are damaged or it overflows on this input.',
      fields: { model: card.name },
    },
  );
}
