import { proposedReading } from '@timescope/extension-ihc-scoring/pipeline/immune/stromaReading';
import { newReading, type Reading } from '@timescope/extension-ihc-scoring/pipeline/reading/reading';
import { ObservableState } from '@timescope/ohif/ObservableState';
import type { BenchParts, SlideOnScreen } from '../../../../../extensions/ihc-scoring/src/services/benchPart';
import { TilService } from '../../../../../extensions/ihc-scoring/src/services/immune/TilService';
import { handMap } from '../../pipeline/immune/handMap';

const map = handMap(60, 60, column => (column % 10 < 3 ? 'TUM' : 'STR'));
const stroma = proposedReading(map, { description: 'H&E', digest: 'h' }, 500, 1);
const proposal = { kind: 'not computable', reason: 'No field shows enough tumour.' } as const;

type Answer = ConstructorParameters<typeof TilService>[2];

/** An H&E slide on screen, mapped or not. */
function opened(answer: NonNullable<Answer>, isMapped = true) {
  const state = new ObservableState<{ reading: Reading }>({ reading: { ...newReading('cd3'), stroma } });
  const readings = {
    get: () => state.get().reading,
    change: (next: (reading: Reading) => Reading) => state.update({ reading: next(state.get().reading) }),
  };
  const host = {
    extensionManager: {
      getActiveDataSource: () => [{ retrieve: { getWadoDicomWebClient: () => ({ headers: {} }) } }],
    },
    servicesManager: { services: { userAuthenticationService: { getAuthorizationHeader: () => undefined } } },
  };
  const parts = { host, readings } as unknown as BenchParts;
  const counted = { score: {}, map } as never;
  const service = new TilService(parts, { countedByMap: () => (isMapped ? counted : undefined) }, answer);
  service.attach({ slide: { levels: [], layers: {} } } as unknown as SlideOnScreen);
  return { service, stromaNow: () => readings.get().stroma };
}

test("the proposal stands beside the reader's grade and changes it not", async () => {
  const asked: unknown[] = [];
  const { service, stromaNow } = opened((_slide, { fieldUm }) => {
    asked.push(fieldUm);
    return Promise.resolve(proposal);
  });
  await service.propose(300);
  expect(asked).toEqual([300]);
  expect(stromaNow()).toMatchObject({ tils: 1, tilProposal: proposal });
  service.grade(3);
  expect(stromaNow()).toMatchObject({ tils: 3, tilProposal: proposal });
  expect(service.state.get()).toEqual({ work: undefined, problem: undefined });
});

test('without a map of the tissue nothing is measured', async () => {
  const { service, stromaNow } = opened(() => Promise.reject(new Error('asked')), false);
  await service.propose(300);
  expect(service.state.get().problem).toBeUndefined();
  expect(stromaNow()?.tilProposal).toBeUndefined();
});

test('what failed is one sentence; what was ended, or is of a slide that is gone, proposes nothing', async () => {
  const failing = opened(() => Promise.reject(new Error('no tile')));
  await failing.service.propose(300);
  expect(failing.service.state.get()).toMatchObject({ work: undefined });
  expect(failing.service.state.get().problem?.message).toContain('no tile');
  const slow = opened(
    (_slide, _asked, _page, signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('ended')));
      }),
  );
  const proposing = slow.service.propose(300);
  slow.service.detach();
  await proposing;
  expect(slow.service.state.get()).toEqual({ work: undefined, problem: undefined });
  expect(slow.stromaNow()?.tilProposal).toBeUndefined();
});
