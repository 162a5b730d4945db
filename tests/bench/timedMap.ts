import { matrixPoint } from '@timescope/core/frames';
import { secondsLeft, stageBegan, type StageBegan } from '@timescope/core/timeLeft';
import { learnCompartments } from '@timescope/extension-ihc-scoring/pipeline/compartments/learnCompartments';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { classAreas } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/classMap';
import { mapTissue } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapTissue';
import type { TissueSource } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/tissueSource';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openMapPool } from '../../packages/cli/src/immune/mapPool';
import { networkTissueNamed } from '../../packages/cli/src/immune/tileNetworks';
import { openSlide, type SlideInput } from '../../packages/cli/src/slideInput';
import { builtModule } from '../harness/builtModule';
import { repository } from '../harness/commandLine';
import { sharedData } from '../harness/sharedData';
import { writeRepeatedSlide } from './repeatedSlide';

const PHOTOGRAPH = 'ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png';
const WORKERS = 2;
const MODELS = path.join(repository, 'models');

export interface TimedMap {
  readonly seconds: number;
  /** The most resident memory of this process with its threads. */
  readonly mostMb: number;
}

/** Makes a slide of `edge` pixels, maps its tissue with two threads, prints and gives what that took. */
export async function timedMap(
  folder: string,
  edge: number,
  isTissue: (column: number, row: number) => boolean,
  by: 'network' | 'pixel-classifier',
): Promise<TimedMap> {
  const place = path.join(folder, `slide-${String(edge)}`);
  await writeRepeatedSlide(place, sharedData(PHOTOGRAPH), edge, isTissue);
  const slide = await openSlide(place);
  const asked = { preset: presets.ki67, slide: { description: 'slide', digest: slide.digest } };
  const source =
    by === 'network'
      ? await networkTissueNamed(MODELS, 'tiles-fast', 'reference')
      : await learned(slide, edge);
  const thread = await builtModule('packages/cli/src/immune/mapThread.ts');
  const pool = openMapPool(slide, { slide: place, options: undefined, models: MODELS }, WORKERS, thread);
  const watch = watched();
  const map = await mapTissue(
    slide.source,
    { ...asked, limits: [], areas: [], source, steps: by === 'network' ? 'both' : '74' },
    { runner: pool, report: watch.report },
  );
  const took = watch.ended();
  pool.close();
  await slide.close();
  await rm(place, { recursive: true });
  const mm2 = Object.values(classAreas(map)).reduce((sum, area) => sum + area, 0);
  process.stdout.write(
    `${String(edge)} px, ${mm2.toFixed(1)} mm2 of tissue mapped by a ${by} in ${took.seconds.toFixed(1)} s by ${String(WORKERS)} threads ` +
      `(${took.cpuSeconds.toFixed(0)} s of processor; others used ${took.others.toFixed(1)} of ${String(os.availableParallelism())} cores), ` +
      `at most ${took.mostMb.toFixed(0)} MB. ${took.guesses.join(' ')}\n`,
  );
  return took;
}

/** Two squares of the photograph: the speed does not hang on what was learned. */
async function learned(slide: SlideInput, edge: number): Promise<TissueSource> {
  const request = { preset: presets.ki67, slide: { description: 'slide', digest: slide.digest } };
  const at = edge / 2;
  const strokes = [stroke('Tumor', at + 400, at + 400), stroke('Stroma', at + 1200, at + 900)];
  const model = await learnCompartments('two squares', strokes, slide.source, request);
  return { kind: 'pixel-classifier', model };
}

const stroke = (className: string, x: number, y: number) => ({
  kind: 'area' as const,
  name: undefined,
  className,
  rings: [
    [matrixPoint(x, y), matrixPoint(x + 130, y), matrixPoint(x + 130, y + 130), matrixPoint(x, y + 130)],
  ],
});

/** Follows the clock, the memory, and what was said to be left of each stage at a third and two thirds of it. */
function watched() {
  const began = performance.now();
  const [cpuBefore, busyBefore] = [process.cpuUsage(), busySeconds()];
  let mostMb = 0;
  let stage: StageBegan | undefined;
  const said: { readonly at: number; readonly left: number; readonly stage: StageBegan }[] = [];
  const ends = new Map<StageBegan, number>();
  return {
    report: (progress: { readonly stage: string; readonly done: number; readonly total: number }) => {
      mostMb = Math.max(mostMb, process.memoryUsage.rss() / 2 ** 20);
      const now = performance.now();
      stage = stageBegan(stage, progress, now);
      ends.set(stage, now);
      const isDue = [1, 2].some(third => progress.done === Math.round((third * progress.total) / 3));
      const left = isDue ? secondsLeft(stage, progress, now) : undefined;
      if (left !== undefined) said.push({ at: now, left, stage });
    },
    ended: () => {
      const seconds = (performance.now() - began) / 1000;
      const { user, system } = process.cpuUsage(cpuBefore);
      const cpuSeconds = (user + system) / 1e6;
      const guesses = said.map(({ at, left, stage: of }) => {
        const truly = ((ends.get(of) ?? at) - at) / 1000;
        return `Said to be left of "${of.stage}": ${left.toFixed(0)} s, truly ${truly.toFixed(0)} s.`;
      });
      return {
        seconds,
        cpuSeconds,
        mostMb,
        guesses,
        others: (busySeconds() - busyBefore - cpuSeconds) / seconds,
      };
    },
  };
}

/** Processor time of the whole machine so far. */
const busySeconds = (): number =>
  os.cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0) / 1000;
