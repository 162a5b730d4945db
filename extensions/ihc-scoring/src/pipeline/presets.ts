export type PresetName = 'ki67' | 'h-score';

/**
 * A marker's settings. White rule and thresholds belong together: grey glass at white 255 already reads DAB 0.11, so a
 * threshold means nothing without the white it was set for.
 */
export interface Preset {
  readonly name: PresetName;
  readonly marker: string;
  readonly whiteRule: 'channel-mode';
  /**
   * Mean DAB optical density on the nucleus from which a cell is 1+, 2+, 3+. Ours: QuPath's 0.2 / 0.4 / 0.6 at white
   * 255 less the 0.11 that the glass itself reads there, rounded; positive from 0.10 is the plateau's middle on
   * human-labelled tiles of several sources (0.05 to 0.12).
   */
  readonly gradeThresholds: readonly [number, number, number];
  /** Optical density by which a nucleus must exceed its ring. Ours; the plateau is 0.04 to 0.07. */
  readonly ringContrast: number;
  /** Fewer evaluated cells than this give a warning. */
  readonly fewCells: number;
}

const common = {
  whiteRule: 'channel-mode',
  gradeThresholds: [0.1, 0.3, 0.5],
  ringContrast: 0.055,
} as const;

export const presets: Readonly<Record<PresetName, Preset>> = {
  // International Ki-67 in Breast Cancer Working Group: count at least 500 tumour cells.
  ki67: { name: 'ki67', marker: 'Ki-67', fewCells: 500, ...common },
  // Ours: below 100 cells one cell moves the H-score by a point or more.
  'h-score': { name: 'h-score', marker: 'H-score', fewCells: 100, ...common },
};

export const isPresetName = (name: string): name is PresetName => Object.hasOwn(presets, name);
