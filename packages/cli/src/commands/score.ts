import { LEVEL_LEFT_OUT } from '@timescope/core/dicom/read/slide';
import type { ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { scoreWithCells } from '@timescope/extension-ihc-scoring/pipeline/scoreWithCells';
import type { Command } from '../command';
import { EXIT_PARTIAL } from '../exitCodes';
import { progressLine } from '../progressLine';
import { openPool, usualWorkers, type Pool } from '../score/pool';
import { readAnnotations } from '../score/readAnnotations';
import { scoreArguments, type ScoreArguments } from '../score/scoreArguments';
import { scoreTable } from '../score/scoreTable';
import { writeScore } from '../score/writeScore';
import { openSlide, type SlideInput } from '../slideInput';

export const score: Command = {
  usage:
    'timescope score SLIDE --marker ki67|h-score [--mpp UM] [--roi FILE.geojson] [--out DIR] ' +
    '[--positive-threshold N[,N,N]] [--detection-threshold N] [--workers N] [--json]',
  summary:
    'Cells, percentage of positive nuclei and H-score of an IHC slide: a folder of DICOM files, one .dcm file, ' +
    'or a PNG, JPEG or TIFF with --mpp.',
  async run(argv) {
    const asked = scoreArguments(argv);
    const slide = await openSlide(asked.slide, asked.mpp);
    const pool = await openPool(
      slide,
      { slide: asked.slide, mpp: asked.mpp },
      asked.workers ?? usualWorkers(),
    );
    try {
      return await scoreOpened(asked, slide, pool);
    } finally {
      pool.close();
      await slide.close();
    }
  },
};

async function scoreOpened(asked: ScoreArguments, slide: SlideInput, runner: Pool): Promise<number> {
  const request = await requestOf(asked, slide);
  const outcome = await scoreWithCells(slide.source, request, { report: progressLine(), runner });
  if (asked.out !== undefined) await writeScore(asked.out, slide.source, request, outcome);
  const { result } = outcome;
  process.stdout.write(asked.json ? `${JSON.stringify(result)}\n` : scoreTable(result));
  const levelMissing = slide.warnings.some(warning => warning.startsWith(LEVEL_LEFT_OUT));
  return result.status === 'partial' || levelMissing ? EXIT_PARTIAL : 0;
}

async function requestOf(asked: ScoreArguments, slide: SlideInput): Promise<ScoreRequest> {
  const { description, digest, warnings } = slide;
  return {
    preset: asked.preset,
    slide: { description, digest, warnings },
    overrides: asked.overrides,
    ...(asked.roi === undefined ? {} : { annotations: await readAnnotations(asked.roi) }),
  };
}
