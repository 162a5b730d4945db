import { ObservableState } from '@timescope/ohif/ObservableState';
import type { Reader } from '@timescope/ohif/readerState';
import type { SharedDrafts } from '@timescope/runtime/drafts';
import type { SlideOnScreen } from '../../../../extensions/ihc-scoring/src/services/benchPart';
import {
  measurementShelf,
  type MeasurementShelf,
} from '../../../../extensions/ihc-scoring/src/services/measurementShelf';
import {
  ReadingStore,
  type ReadingRecord,
} from '../../../../extensions/ihc-scoring/src/services/ReadingStore';
import {
  initialState,
  type Measurement,
  type Problem,
  type ScoringState,
} from '../../../../extensions/ihc-scoring/src/services/scoringState';
import type { OtherTabs } from '../../../../extensions/ihc-scoring/src/services/otherTabs';
import type { RunsInTabs } from '../../../../extensions/ihc-scoring/src/services/runsInTabs';
import { SlideReading } from '../../../../extensions/ihc-scoring/src/services/SlideReading';
import { fakeWindow } from '../../../harness/fakeWindow';
import { memoryDrafts } from '../../../harness/memoryDrafts';
import { measurementByHand } from './byHand';

fakeWindow();

/** The measurements in memory, as the ScoringService holds them. */
class Memory {
  readonly state = new ObservableState<ScoringState>(initialState);
  readonly reader: ObservableState<Reader>;
  constructor(name: string | undefined) {
    this.reader = new ObservableState<Reader>({ name, source: 'browser' });
  }
  showKey(key: string | undefined) {
    this.state.update({ key, interrupted: undefined, elsewhere: undefined });
  }
  sayBegun(run: Pick<ScoringState, 'interrupted' | 'elsewhere'>) {
    this.state.update(run);
  }
  sayProblem(problem: Problem) {
    this.state.update({ problem });
  }
  keep(key: string, measurement: Measurement) {
    this.state.update({ measurements: new Map(this.state.get().measurements).set(key, measurement) });
  }
  letGo(key: string) {
    const measurements = new Map(this.state.get().measurements);
    measurements.delete(key);
    this.state.update({ measurements });
  }
  moveKey(from: string, to: string) {
    const measurement = this.state.get().measurements.get(from);
    this.letGo(from);
    if (measurement) this.keep(to, measurement);
    this.showKey(to);
  }
}

export const slide = (seriesInstanceUid: string, edge = 90_000) => {
  const level = { width: edge, height: edge, mpp: { x: 0.5, y: 0.5 } };
  return { slide: { seriesInstanceUid, levels: [level] } } as unknown as SlideOnScreen;
};

export const soon = (ms = 5) => new Promise(resolve => setTimeout(resolve, ms));

export const NOBODY = { name: undefined };

/** A page with what the browser has stored so far. */
export function page(stored = browser(), reader: Pick<Reader, 'name'> = { name: 'A' }) {
  const memory = new Memory(reader.name);
  const readings = new ReadingStore(stored.readings, stored.tabs?.());
  const reading = new SlideReading(memory, readings, stored.shelf, stored.runs);
  const measured = (runId: string) => {
    const key = memory.state.get().key ?? '';
    reading.begun(key, { kind: 'slide' });
    memory.keep(key, measurementByHand(runId));
    reading.ended(key, measurementByHand(runId));
  };
  return { memory, readings, reading, measured };
}

/** The same, on the slide 1.2. */
export async function pageOnSlide(...by: Parameters<typeof page>) {
  const opened = page(...by);
  opened.reading.attach(slide('1.2'));
  await soon();
  return opened;
}

export interface Browser {
  readonly runs?: RunsInTabs;
  /** Called once a tab. */
  readonly tabs?: () => OtherTabs;
  readonly readings: SharedDrafts<ReadingRecord>;
  readonly shelf: MeasurementShelf;
}

export function browser(): Browser {
  return { readings: memoryDrafts(), shelf: measurementShelf(memoryDrafts()) };
}
