import { ObservableState } from '@timescope/ohif/ObservableState';
import { initialState, otherSlide } from '../../../../extensions/ihc-scoring/src/services/scoringState';

test('what was said of one slide does not stand over the next one', () => {
  const state = new ObservableState(initialState);
  state.update({ problem: { message: 'Lost.', nextStep: 'Measure again.' }, wasCancelled: true });
  state.update(otherSlide('loading'));
  expect(state.get()).toMatchObject({ problem: undefined, wasCancelled: false, slide: { kind: 'loading' } });
});
