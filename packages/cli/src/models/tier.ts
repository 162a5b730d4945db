import { messageOf, TimescopeError } from '@timescope/core/errors';
import { native } from '@timescope/runtime/ortNative';

/** In which tier a command may run networks. */
const TIERS = ['reference', 'native'] as const;
export type CommandTier = (typeof TIERS)[number];

export const TIER_USAGE = `[--tier ${TIERS.join('|')}]`;

/** What `--tier` says. @throws TimescopeError USAGE */
export function tierIn(text: string | undefined): CommandTier | undefined {
  const known = TIERS.find(tier => tier === text);
  if (known !== undefined || text === undefined) return known;
  if (text === 'webgpu')
    throw usage(
      'Only the viewer runs networks in the tier webgpu (timescope serve --tier webgpu).',
      'Here the faster one is --tier native.',
    );
  throw usage(`There is no tier "${text}".`, `Name one of ${TIERS.join(', ')}.`);
}

/** Before anything is measured. @throws TimescopeError USAGE where the tier that is asked for does not run on this machine */
export async function requireTier(asked: CommandTier | undefined): Promise<void> {
  if (asked !== 'native') return;
  await native().catch((thrown: unknown) => {
    throw usage(
      `--tier native does not run here: ${messageOf(thrown)}.`,
      'Leave --tier out, or install again (npm ci) on a system that onnxruntime-node has a build for.',
      thrown,
    );
  });
}

const usage = (message: string, nextStep: string, cause?: unknown): TimescopeError =>
  new TimescopeError('USAGE', message, { kind: 'usage', nextStep, ...(cause !== undefined && { cause }) });
