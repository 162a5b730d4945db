import { ObservableState } from '@timescope/ohif/ObservableState';
import type { Reader } from '@timescope/ohif/readerState';
import { Decisions } from '../../../../extensions/ct-radiomics/src/services/results/Decisions';

const noon = new Date(2026, 10, 2, 12, 5, 9);
const by = (name: string | undefined) =>
  new Decisions(new ObservableState<Reader>({ name, source: 'browser' }), () => noon);

test('a decision names the reader and the time; a second one of the same target takes its place', () => {
  const decisions = by('Reader^A');
  decisions.decide('tils', { kind: 'accepted' });
  decisions.decide('tils', { kind: 'amended', class: 'low', reason: 'mostly necrosis' });
  expect(decisions.state.get().decisions).toEqual([
    {
      target: 'tils',
      reader: 'Reader^A',
      at: '20261102120509',
      kind: 'amended',
      class: 'low',
      reason: 'mostly necrosis',
    },
  ]);
  decisions.takeBack('tils');
  expect(decisions.state.get().decisions).toEqual([]);
});

test('nobody decides without a name, and nobody amends or rejects without a reason', () => {
  const nameless = by(undefined);
  nameless.decide('tils', { kind: 'accepted' });
  expect(nameless.state.get().decisions).toEqual([]);
  const decisions = by('Reader^A');
  decisions.decide('tils', { kind: 'rejected', reason: ' ' });
  expect(decisions.state.get().decisions).toEqual([]);
});

test('a reason with a control character decides nothing; one of several lines does', () => {
  const decisions = by('Reader^A');
  decisions.decide('tils', { kind: 'rejected', reason: 'Artefact\u0000' });
  expect(decisions.state.get().decisions).toEqual([]);
  decisions.decide('tils', { kind: 'rejected', reason: 'Artefact\nof a stent' });
  expect(decisions.state.get().decisions).toHaveLength(1);
});
