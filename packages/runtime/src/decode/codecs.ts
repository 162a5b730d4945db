import { TimescopeError } from '@timescope/core/errors';
import type { JpegLsDecoder, J2KDecoder, WasmCodec, WasmCodecFactory } from './codecTypes';
import { assetUrl, isNode } from '../assets';

/**
 * The wasm decoders of the cornerstone project, each loaded with the first tile that needs it: in node from its package,
 * in a browser from `codecs/` beside the bundle (scripts/build.mjs puts it there).
 */
export const jpeg2000Codec = once<{ J2KDecoder: new () => J2KDecoder }>('JPEG 2000', async () =>
  factoryOf(await import('@cornerstonejs/codec-openjpeg/decodewasmjs')),
);
export const jpegLsCodec = once<{ JpegLSDecoder: new () => JpegLsDecoder }>('JPEG-LS', async () =>
  factoryOf(await import('@cornerstonejs/codec-charls/decodewasmjs')),
);

function once<Classes>(
  format: string,
  load: () => Promise<WasmCodecFactory>,
): () => Promise<Classes & WasmCodec> {
  let started: Promise<Classes & WasmCodec> | undefined;
  const start = async () => {
    const factory = await load();
    return (await factory({ ...quiet, ...(isNode ? {} : { locateFile }) })) as Classes & WasmCodec;
  };
  return () => {
    started ??= start().catch((cause: unknown) => {
      started = undefined;
      throw new TimescopeError('MISSING_BUNDLE', `The decoder for ${format} could not be loaded.`, {
        kind: 'retryable',
        nextStep: 'Reload the page; if it comes again, build TIMEscope anew.',
        cause,
      });
    });
    return started;
  };
}

/** The packages are CommonJS: their function is the module, its `default`, or the `default` of that. */
function factoryOf(module: unknown): WasmCodecFactory {
  for (
    let found = module;
    found !== undefined && found !== null;
    found = (found as { default?: unknown }).default
  )
    if (typeof found === 'function') return found as WasmCodecFactory;
  throw new TypeError('the module holds no factory');
}

const locateFile = (file: string): string => assetUrl(`codecs/${file}`);

/** The decoders write notes about every tile to the console. */
const quiet = { print: () => undefined, printErr: () => undefined };
