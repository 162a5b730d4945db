import { createHash } from 'node:crypto';

/** The codec workers of the host and of its slide viewer compile WebAssembly glue with eval; nothing else may. */
const evaluatingWorker = /^\/((\d+|[a-z-]*worker)\.bundle\.|dicom-microscopy-viewer\/dataLoader\.worker\.)/i;

export type SecurityHeaders = (urlPath: string) => Readonly<Record<string, string>>;

/**
 * The headers of every response: cross-origin isolation (threads for onnxruntime-web) and a policy under which no
 * request can leave this origin.
 * @param indexHtml the host's page; its inline scripts are allowed by their SHA-256.
 */
export function securityHeaders(indexHtml: string): SecurityHeaders {
  const strict = policy(inlineScriptHashes(indexHtml));
  const evaluating = strict.replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval'");
  return urlPath => ({
    'Content-Security-Policy': evaluatingWorker.test(urlPath) ? evaluating : strict,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
}

function policy(scriptHashes: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${scriptHashes.join(' ')} 'wasm-unsafe-eval'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self' blob: data:",
    // The microscopy viewport starts its decoders from blob: URLs.
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

function inlineScriptHashes(html: string): readonly string[] {
  return [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
}
