import { sourceAttributes } from '@timescope/core/dicom/write/derivedModules';
import { landed, sending, storedFiles } from '@timescope/runtime/archive';
import { handOver, type AbortableCalls } from '@timescope/runtime/worker';
import { drawnAnnotations } from '../evidence/drawnAnnotations';
import { drawnBuffers } from '../evidence/drawnObject';
import { drawnSegments } from '../evidence/drawnSegments';
import { immuneObjects } from '../evidence/immuneObjects';
import type { SavedSection } from '../evidence/immuneToSave';
import { readImmuneObjects } from '../evidence/readImmuneObjects';
import { readSlideObjects } from '../evidence/readSlideObjects';
import { slideObjects } from '../evidence/slideObjects';
import { transferablesOf, type CellTable } from '../pipeline/cellTable';
import { strings } from '../strings';
import type { ArchiveWorker, SubmittedSection } from './archiveRequest';

/** The worker's answers to what the archive's section asks. */
export function archiving(calls: AbortableCalls): Omit<ArchiveWorker, 'abort'> {
  let cells: CellTable[] = [];
  return {
    ...sending(calls),

    addCells: (call, table) =>
      calls.run(call, () => {
        cells.push(table);
        return Promise.resolve('ready' as const);
      }),

    saveResult: (call, root, submission, page) =>
      calls.run(call, async signal => {
        const measurement = { ...submission.measurement, tables: cells };
        cells = [];
        const { images, ...saved } = submission;
        const objects = slideObjects({ ...saved, source: sourceAttributes(images), measurement });
        return landed(objects, root, page, signal);
      }),

    openResult: async (call, root, objects, page) => {
      const opened = await calls.run(call, async signal =>
        readSlideObjects(await storedFiles(root, objects, page, { signal, stage: strings.readingResult })),
      );
      return opened.kind === 'done'
        ? handOver(opened, opened.value.measurement.tables.flatMap(transferablesOf))
        : opened;
    },

    saveImmune: (call, root, { sections: [first, ...others], ...saved }, page) =>
      calls.run(call, async signal => {
        const sections = [withSource(first), ...others.map(withSource)] as const;
        return landed(immuneObjects({ ...saved, sections }), root, page, signal);
      }),

    openImmune: (call, root, objects, page) =>
      calls.run(call, async signal =>
        readImmuneObjects(await storedFiles(root, objects, page, { signal, stage: strings.readingResult })),
      ),

    drawObject: async (call, root, { kind, address }, slide, page) => {
      const drawn = await calls.run(call, async signal => {
        const [file] = await storedFiles(root, [address], page, { signal, stage: strings.readingObject });
        const read = kind === 'annotations' ? drawnAnnotations : drawnSegments;
        return read(file ?? new Uint8Array(), slide);
      });
      return drawn.kind === 'done' ? handOver(drawn, drawnBuffers(drawn.value)) : drawn;
    },
  };
}

const withSource = ({ images, ...section }: SubmittedSection): SavedSection => ({
  ...section,
  source: sourceAttributes(images),
});
