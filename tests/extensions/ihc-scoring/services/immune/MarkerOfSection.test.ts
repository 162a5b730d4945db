import type { PresetName } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { ObservableState } from '@timescope/ohif/ObservableState';
import type { BenchParts, SlideOnScreen } from '../../../../../extensions/ihc-scoring/src/services/benchPart';
import { MarkerOfSection } from '../../../../../extensions/ihc-scoring/src/services/immune/MarkerOfSection';
import {
  NOTHING,
  type SectionsState,
} from '../../../../../extensions/ihc-scoring/src/services/immune/PatientSections';
import {
  ReadingStore,
  type ReadingRecord,
} from '../../../../../extensions/ihc-scoring/src/services/ReadingStore';
import { readingKey } from '../../../../../extensions/ihc-scoring/src/services/readingKey';
import { memoryDrafts } from '../../../../harness/memoryDrafts';

const READER = 'A. Reader';

/** A slide on screen that says its stain, with a reading that is opened. */
async function opened(said: SectionsState['said'], before?: (store: ReadingStore) => void) {
  const readings = new ReadingStore(memoryDrafts<ReadingRecord>());
  const scoring = {
    reader: new ObservableState({ name: READER }),
    choosePreset: (preset: PresetName) => readings.change(reading => ({ ...reading, preset })),
  };
  const sections = { state: new ObservableState<SectionsState>({ ...NOTHING, here: 'slide', said }) };
  const parts = { scoring, readings } as unknown as BenchParts;
  const marker = new MarkerOfSection(parts, sections);
  marker.attach({ slide: { seriesInstanceUid: 'slide' } } as unknown as SlideOnScreen);
  await readings.open(readingKey('slide', READER));
  before?.(readings);
  sections.state.update({ isConfirmed: true });
  return readings;
}

test('a confirmed section that nobody read yet is measured for its own marker, in one step of Undo', async () => {
  const readings = await opened('cd8');
  expect(readings.get().preset).toBe('cd8');
  readings.undo();
  expect(readings.state.get()).toMatchObject({ reading: { preset: 'ki67' }, canUndo: false });
});

test('what the reader chose stays, and H&E has no marker', async () => {
  const chosen = await opened('cd3', store => store.change(reading => ({ ...reading, preset: 'er' })));
  expect(chosen.get().preset).toBe('er');
  expect((await opened('he')).get().preset).toBe('ki67');
});
