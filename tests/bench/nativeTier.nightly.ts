import { probeInput } from '@timescope/core/probe';
import type { Network } from '@timescope/core/network';
import { readModel } from '@timescope/runtime/models';
import { networkInTier } from '@timescope/runtime/networkInTier';
import path from 'node:path';
import { repository } from '../harness/commandLine';

const RUNS = 3;

/** Of this process, so that what else the machine does counts less. */
async function millisecondsOf(network: Network): Promise<number> {
  const { card } = network;
  const input = probeInput(card, card.probe ?? { input: 'absorbed' });
  await network.run(input);
  const times: number[] = [];
  for (let each = 0; each < RUNS; each++) {
    const before = process.cpuUsage();
    await network.run(input);
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  return Math.min(...times);
}

test.each(['densenet121-tils', 'tiles-fast', 'tissue-joint', 'score-stainintensitynet'])(
  '%s takes less time in the native tier than in the reference tier, one thread each',
  async name => {
    const { card, bytes } = await readModel(path.join(repository, 'models', name));
    const reference = await millisecondsOf(await networkInTier(card, bytes, 'reference'));
    const faster = await networkInTier(card, bytes, 'native');
    expect(faster.tier).toBe('native');
    const native = await millisecondsOf(faster);
    process.stderr.write(
      `${name}: reference ${reference.toFixed(0)} ms, native ${native.toFixed(0)} ms, ${(reference / native).toFixed(1)} times\n`,
    );
    expect(native).toBeLessThan(reference);
  },
  120_000,
);
