import type { ModelCard } from '@timescope/core/modelCard';
import type { Progress } from '@timescope/core/progress';
import type { ClassMap, MapClass } from '../../pipeline/tissueMap/classMap';
import type { MapSteps } from '../../pipeline/tissueMap/mapGrid';
import type { Problem } from '../scoringState';
import type { ChosenSource } from './mapSources';

/** A class of the map as the legend shows it. Areas in square millimetres. */
export interface MapClassRow {
  readonly name: MapClass;
  readonly colour: string;
  readonly foundMm2: number;
  /** With what the reader painted over it. */
  readonly correctedMm2: number;
}

export interface TissueMapState {
  /** As its source made it. */
  readonly found: ClassMap | undefined;
  /** With what the reader painted over it. */
  readonly corrected: ClassMap | undefined;
  readonly rows: readonly MapClassRow[];
  readonly isShown: boolean;
  /** 0 to 1. */
  readonly opacity: number;
  readonly work: Progress | undefined;
  /** Undefined while too little was seen. */
  readonly secondsLeft: number | undefined;
  /** Networks that can class tissue here. */
  readonly cards: readonly ModelCard[];
  /** Why networks are missing. */
  readonly cardsProblem: string | undefined;
  /** By the reader, or by the map that was made; undefined: the default. */
  readonly chosen: Pick<ChosenSource, 'key' | 'why'> | undefined;
  /** Undefined: those usual for the source. */
  readonly steps: MapSteps | undefined;
  readonly problem: Problem | undefined;
  /** Source, stain or limits are others than those it was made with. */
  readonly isOutdated: boolean;
}

/** Ours: the slide shows through. */
const OPACITY = 0.45;

export const initialTissueMap: TissueMapState = {
  found: undefined,
  corrected: undefined,
  rows: [],
  isShown: true,
  opacity: OPACITY,
  work: undefined,
  secondsLeft: undefined,
  cards: [],
  cardsProblem: undefined,
  chosen: undefined,
  steps: undefined,
  problem: undefined,
  isOutdated: false,
};
