import { messageOf, TimescopeError } from '@timescope/core/errors';
import type { ReportFonts } from '@timescope/core/report/reportFonts';
import { assetUrl, isNode } from './assets';

/**
 * The letters of the report's PDF: in node from the package, in a browser from beside the bundle.
 * @throws TimescopeError MISSING_BUNDLE when they are not there
 */
export async function reportFonts(): Promise<ReportFonts> {
  const [regular, bold] = await Promise.all([
    fontBytes('DejaVuSansCondensed.ttf'),
    fontBytes('DejaVuSansCondensed-Bold.ttf'),
  ]);
  return { regular, bold };
}

async function fontBytes(file: string): Promise<Uint8Array> {
  try {
    return isNode ? await fromPackage(file) : await fetched(assetUrl(`fonts/${file}`));
  } catch (cause) {
    throw new TimescopeError(
      'MISSING_BUNDLE',
      `The report's font ${file} cannot be read: ${messageOf(cause)}.`,
      { nextStep: 'Run "npm ci" and "npm run build" again.', cause },
    );
  }
}

async function fromPackage(file: string): Promise<Uint8Array> {
  const { readFile } = await import('node:fs/promises');
  const { createRequire } = await import('node:module');
  return Uint8Array.from(
    await readFile(createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${file}`)),
  );
}

async function fetched(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
