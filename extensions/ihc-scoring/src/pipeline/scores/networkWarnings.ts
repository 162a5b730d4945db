import type { Warning } from '@timescope/core/warning';
import type { Settings } from '../settings';

/** What must be known of nuclei that a network found. */
export function networkWarnings({ detector, measured }: Pick<Settings, 'detector' | 'measured'>): Warning[] {
  if (detector.kind !== 'network') return [];
  const name = `${detector.model} ${detector.modelVersion}`;
  const warning = (code: string, message: string): Warning => ({ code, message });
  return [
    warning(
      'NETWORK_NUCLEI',
      `The network ${name} found the nuclei; what it was measured on stands on its card.`,
    ),
    ...(detector.isSyntheticTrained
      ? [warning('NETWORK_SYNTHETIC', `${name} has only seen generated images, never a real section.`)]
      : []),
    ...(measured === 'nucleus'
      ? []
      : [
          warning(
            'NETWORK_NUCLEAR_STAIN',
            `${name} was trained on nuclear stain: brown membranes or cytoplasm may be taken for nuclei.`,
          ),
        ]),
  ];
}
