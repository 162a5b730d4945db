import type { Annotation } from '@timescope/extension-ihc-scoring/pipeline/annotations';
import { newReading, type Reading } from '@timescope/extension-ihc-scoring/pipeline/reading/reading';
import { ObservableState } from '@timescope/ohif/ObservableState';
import type { BenchParts } from '../../../../../extensions/ihc-scoring/src/services/benchPart';
import { readingKey } from '../../../../../extensions/ihc-scoring/src/services/readingKey';
import type { Measurement } from '../../../../../extensions/ihc-scoring/src/services/scoringState';
import { NOTHING_SHOWN } from '../../../../../extensions/ihc-scoring/src/services/shown';
import type { TissueMapService } from '../../../../../extensions/ihc-scoring/src/services/tissueMap/TissueMapService';
import { cd3, cd8, section } from '../../../../harness/handMadeImmune';

export const READER = 'A. Reader';

export const SLIDES = {
  cd3: { name: 'cd3', studyUid: '1', seriesUid: 'cd3', specimens: ['A-1'] },
  cd8: { name: 'cd8', studyUid: '1', seriesUid: 'cd8', specimens: ['A-1'] },
  he: { name: 'he', studyUid: '1', seriesUid: 'he', specimens: ['A-1'] },
} as const;

/** A slide measured with these areas. */
export function measured(name: 'cd3' | 'cd8', annotations: readonly Annotation[]): Measurement {
  const result = name === 'cd3' ? cd3 : cd8;
  const { basis, tables } = section(result);
  const request = { preset: name, annotations, slide: { description: name, digest: name } };
  return { result, basis, tables, request, runId: name } as unknown as Measurement;
}

/** A reader's bench without a slide on screen: what lies in the browser by series, and who asked for it. */
export class PatientBench {
  readonly kept = new Map<string, Reading>();
  readonly measurements = new Map<string, Measurement>();
  /** Keys that were looked at. */
  readonly asked: string[] = [];
  readonly reader = new ObservableState<{ readonly name: string | undefined }>({ name: READER });
  /** Whether the H&E slide is on screen and was mapped anew. */
  isMappedAnew = false;
  readonly tissueMap = {
    state: new ObservableState({}) as unknown as TissueMapService['state'],
    hasOtherMap: (seriesUid: string) => seriesUid === SLIDES.he.seriesUid && this.isMappedAnew,
  };
  private readonly readings = new ObservableState<{ readonly key: string | undefined }>({ key: undefined });

  keep(seriesUid: string, differing: Partial<Reading>, reader = READER): void {
    this.kept.set(readingKey(seriesUid, reader), { ...newReading('cd3'), ...differing });
    this.readings.update({ key: undefined });
  }

  measure(name: 'cd3' | 'cd8', annotations: readonly Annotation[] = []): void {
    this.measurements.set(readingKey(name, READER), measured(name, annotations));
  }

  get parts(): BenchParts {
    const { kept, asked, measurements } = this;
    return {
      host: {},
      scoring: { reader: this.reader, state: new ObservableState({ key: undefined, measurements }) },
      readings: {
        state: this.readings,
        lookAt: (key: string) => {
          asked.push(key);
          const reading = kept.get(key);
          return Promise.resolve(reading && { reading, runId: undefined, isSigned: false, signed: [] });
        },
      },
      shown: new ObservableState(NOTHING_SHOWN),
    } as unknown as BenchParts;
  }

  readonly shelf = { take: () => Promise.resolve(undefined) };
}
