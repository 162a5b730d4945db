import { radiomics } from '@timescope/extension-ct-radiomics/pipeline/radiomics/radiomics';
import { ballRoi } from '../extensions/ct-radiomics/pipeline/radiomics/generatedRoi';

/** Prints the processor time in ms of each of `rounds` calls, so that other programs on the machine do not count. */
const [voxels = 0, rounds = 0] = process.argv.slice(2).map(Number);
const roi = ballRoi(voxels);
const times = Array.from({ length: rounds }, () => {
  const before = process.cpuUsage();
  radiomics(roi, { profile: 'pyradiomics' });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
});
process.stdout.write(JSON.stringify(times));
