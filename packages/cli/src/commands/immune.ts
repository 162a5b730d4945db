import type { ReportProgress } from '@timescope/core/progress';
import { isPartial } from '@timescope/extension-ihc-scoring/pipeline/coverage';
import type {
  ImmuneResult,
  ImmuneSlides,
} from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResult';
import { immuneResultOf } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResultOf';
import { FIELD_UM } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneFields';
import { MARGIN_UM } from '@timescope/extension-ihc-scoring/pipeline/immune/tumourPlaces';
import {
  linkedSections,
  type MapOfSlide,
} from '@timescope/extension-ihc-scoring/pipeline/immune/linkedSections';
import { measureCounts, measureStroma } from '@timescope/extension-ihc-scoring/pipeline/immune/measureSlides';
import { H_AND_E } from '@timescope/extension-ihc-scoring/pipeline/presets/hAndE';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import type { ClassMap } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/classMap';
import { mapGrid } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapGrid';
import { levelAt, workingFrame } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';
import path from 'node:path';
import type { Command } from '../command';
import { EXIT_PARTIAL } from '../exitCodes';
import { countFiles, writePlots, writeResult, writeStroma } from '../immune/immuneFiles';
import { immuneArguments, type AskedSlide, type ImmuneArguments } from '../immune/immuneArguments';
import { immuneTable } from '../immune/immuneTable';
import { openMapPool } from '../immune/mapPool';
import { placedFields, requireFieldsOnSlide } from '../immune/placedFields';
import { readCohort } from '../immune/readCohort';
import { openSection, pixelSizes } from '../immune/openSection';
import { requireOnePatient } from '../immune/requireOnePatient';
import { requireOtherFolder } from '../immune/requireOtherFolder';
import { requireOwnStain } from '../immune/requireOwnStain';
import { savePanel, sectionsToSave } from '../immune/saveImmune';
import { allSlides } from '../immune/slidesOfStudy';
import { requireAreasOnSlide, tissueOfSlide } from '../immune/tissueOfSlide';
import { requireTier, TIER_USAGE } from '../models/tier';
import { progressLine } from '../progressLine';
import { removeCheckpoint, withCheckpoint, withMapCheckpoint } from '../score/checkpoint';
import { makeFolder } from '../score/outFolder';
import { openPool, usualWorkers } from '../score/pool';
import type { SlideInput } from '../slideInput';
import { storeExitCode } from '../store/landResult';
import { SLIDES_OF_PATIENT } from '@timescope/extension-ihc-scoring/pipeline/immune/slidesOfPatient';

export const immune: Command = {
  usage:
    'timescope immune [--study FOLDER] --cd3 SLIDE --cd8 SLIDE [--he SLIDE] [--reference COHORT.json] [--out DIR] [--store URL] [--json] [--mpp UM]\n' +
    '      [--roi-cd3 FILE.geojson] [--roi-cd8 FILE.geojson] [--roi-he FILE.geojson]\n' +
    '      [--compartments-cd3 MODEL.json] [--compartments-cd8 MODEL.json] [--compartments-he MODEL.json] [--tissue NETWORK] [--models DIR]\n' +
    `      ${TIER_USAGE}\n` +
    '      [--fields-cd3 FILE.geojson] [--fields-cd8 FILE.geojson] [--fields-he FILE.geojson]\n' +
    '      [--steps 149|74|both] [--margin UM] [--field UM] [--tils GRADE[,GRADE]] [--same-specimen] [--workers N]',
  summary:
    'Stroma-immune and intraepithelial-immune score, tumour-stroma ratio, immune score and TIME from the CD3, CD8 and H&E ' +
    'sections of one patient. Tissue is drawn (classes Tumor, Stroma and the other seven) or told apart by a pixel ' +
    "classifier of timescope score --train-compartments, or by a network (--tissue tiles-fast; see timescope models list; --tier native: faster, with last digits that are this machine's). Without --reference there are densities and no percentiles. " +
    '--study: slides that are not named are found in a folder of DICOM slides by their stains and descriptions. ' +
    '--mpp: micrometres per pixel of plain images. --steps: how closely tissue is classed, 149 px, 74 or both (both for a network, else 74). ' +
    `--margin: um on each side of the tumour border (${MARGIN_UM}); --field: edge of a field in um (${FIELD_UM}). ` +
    '--fields-*: the fields.geojson of an earlier run with the fields that a reader moved. ' +
    '--tils: the grade of the lymphocytes, 0 to 3, of one reader or of two. ' +
    '--same-specimen: a reader has confirmed that slides of different specimens belong together. ' +
    '--out of DICOM slides also holds the report as dicom/immune.dcm; --store puts it into an archive.',
  async run(argv) {
    const asked = immuneArguments(argv);
    // What may be wrong is found before anything is measured.
    await requireTier(asked.tier);
    const cohort = asked.reference === undefined ? undefined : await readCohort(asked.reference);
    const wanted = await allSlides(asked);
    requireOtherFolder(asked.out, wanted);
    const mpps = await pixelSizes(wanted, asked.mpp);
    const tissues = await Promise.all(wanted.map(slide => tissueAndFields(slide, asked)));
    const opened: ToMeasure[] = [];
    try {
      for (const [at, slide] of wanted.entries()) {
        const tissue = tissues[at];
        if (tissue)
          opened.push({ asked: slide, tissue, mpp: mpps[at], input: await openSection(slide, mpps[at]) });
      }
      for (const { asked: each, input, tissue } of opened) {
        requireAreasOnSlide(each.name, tissue.drawn, levelAt(input.source, 0));
        if (tissue.placed.length > 0)
          requireFieldsOnSlide(each.name, tissue.placed, gridOf(input), asked.settings.fieldUm);
      }
      const named = opened.map(({ asked: { name }, input }) => ({ name, input }));
      requireOwnStain(named);
      const confirmed = requireOnePatient(named, asked.isSameSpecimen);
      const sections = await sectionsToSave(
        named,
        asked,
        wanted.map(({ location }) => location),
      );
      const maps: MapOfSlide[] = [];
      let slides: ImmuneSlides = {};
      for (const slide of opened) {
        const found = await measured(asked, slide);
        slides = { ...slides, ...found.slides };
        maps.push({ name: slide.asked.name, map: found.map });
      }
      const { tils, settings, out } = asked;
      const result = immuneResultOf({
        slides,
        cohort,
        tils,
        settings,
        links: linkedSections(maps),
        confirmed,
      });
      if (out !== undefined) await writeResult(out, result, maps, tils);
      if (out !== undefined && cohort) await writePlots(out, result, cohort);
      // Not before all is written: a panel that is killed in its last section keeps what the first ones cost.
      if (out !== undefined)
        for (const name of SLIDES_OF_PATIENT) await removeCheckpoint(path.join(out, name));
      const landing = sections && (await savePanel(result, sections, asked));
      process.stdout.write(asked.json ? `${JSON.stringify(result)}\n` : immuneTable(result));
      if (landing && landing.state !== 'stored') return storeExitCode(landing);
      return isIncomplete(result) ? EXIT_PARTIAL : 0;
    } finally {
      for (const { input } of opened) await input.close();
    }
  },
};

const gridOf = ({ source }: SlideInput) => mapGrid(workingFrame(source));

const tissueAndFields = async (slide: AskedSlide, asked: ImmuneArguments) => ({
  ...(await tissueOfSlide(slide, asked)),
  placed: slide.fields === undefined ? [] : await placedFields(slide.name, slide.fields),
});

interface ToMeasure {
  readonly asked: AskedSlide;
  readonly mpp: number | undefined;
  readonly input: SlideInput;
  readonly tissue: Awaited<ReturnType<typeof tissueAndFields>>;
}

async function measured(
  { out, settings, models, workers }: ImmuneArguments,
  { asked: { name, location }, mpp, input, tissue }: ToMeasure,
): Promise<{ readonly slides: ImmuneSlides; readonly map: ClassMap }> {
  // The viewer's name of the slide, so that a patient has one mark wherever the slides are measured.
  const { source, description, digest, viewerDigest, warnings } = input;
  const toMeasure = {
    ...tissue,
    settings,
    slide: { description, digest: viewerDigest ?? digest, warnings },
  };
  let kept = 0;
  const report = namedProgress(name, () => kept);
  const onKept = (tasks: number) => {
    kept = tasks;
    if (tasks > 0)
      process.stderr.write(
        `${name}: goes on where it was stopped, after ${tasks} ${tasks === 1 ? 'part' : 'parts'}\n`,
      );
  };
  const threads = { slide: location, options: { mpp }, models };
  const mapPool = openMapPool(input, threads, workers ?? usualWorkers());
  const folder = out === undefined ? undefined : path.join(out, name);
  if (folder !== undefined) await makeFolder(folder);
  const mapRunner = folder === undefined ? mapPool : withMapCheckpoint(mapPool, folder, digest, onKept);
  const pool = await openPool(input, threads, workers ?? usualWorkers());
  const runner = folder === undefined ? pool : withCheckpoint(pool, folder, digest, onKept);
  if (name === 'he') {
    try {
      const context = { report, mapRunner, runner };
      const { slide, map } = await measureStroma(source, { ...toMeasure, preset: H_AND_E }, context);
      if (folder !== undefined) await writeStroma(folder, input, map, slide);
      return { slides: { he: slide }, map };
    } finally {
      mapPool.close();
      pool.close();
    }
  }
  const files = folder === undefined ? undefined : countFiles(folder, input);
  try {
    const found = await measureCounts(
      name,
      source,
      { ...toMeasure, preset: presets[name] },
      {
        ...{ report, mapRunner, runner },
        ...(files && { onRequest: request => files.begin(request), onCells: cells => files.add(cells) }),
      },
    );
    await files?.finish(found.outcome, found.map, found.slide);
    return { slides: name === 'cd3' ? { cd3: found.slide } : { cd8: found.slide }, map: found.map };
  } catch (thrown) {
    await files?.abandon();
    throw thrown;
  } finally {
    mapPool.close();
    pool.close();
  }
}

function namedProgress(name: string, keptTasks: () => number): ReportProgress {
  const line = progressLine(keptTasks);
  return progress => {
    line({ ...progress, stage: `${name} ${progress.stage}` });
  };
}

const isIncomplete = ({ slides: { cd3, cd8 } }: ImmuneResult): boolean =>
  [cd3, cd8].some(slide => slide && isPartial(slide.coverage));
