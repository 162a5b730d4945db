import { plannedRun } from '../../../packages/cli/src/score/plannedRun';
import { scoreArguments } from '../../../packages/cli/src/score/scoreArguments';

test('complete membranes entered for another marker than HER2 are a wrong call', async () => {
  const planned = (marker: string) =>
    plannedRun(scoreArguments(['x.png', '--marker', marker, '--pcms', '12']));
  await expect(planned('er')).rejects.toThrow('--pcms is for HER2, not for ER');
  await expect(planned('her2')).resolves.toMatchObject({ request: { pcms: 12 } });
});
