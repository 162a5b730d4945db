import { sourceAttributes } from '@timescope/core/dicom/write/derivedModules';
import { dicomwebClient } from '@timescope/core/dicomweb/client';
import { unchangedReport } from '@timescope/core/report/chosenVersions';
import { NO_CONTEXT } from '@timescope/core/report/contextFields';
import { factsOf } from '@timescope/core/report/factsOf';
import { reportPictures } from '@timescope/core/report/pictures/reportPictures';
import type { ReportDocument } from '@timescope/core/report/reportDocument';
import { landed, sending, storedFiles, type ArchivePage } from '@timescope/runtime/archive';
import { pictureCodecs } from '@timescope/runtime/pictureCodecs/browser';
import { reportFonts } from '@timescope/runtime/reportFonts';
import { AbortableCalls, serveWorker } from '@timescope/runtime/worker';
import { readReportSr } from '../evidence/readReportSr';
import { reportObjects } from '../evidence/reportObjects';
import { reportPdf, type Paper } from '../evidence/reportPdf';
import { strings } from '../strings';
import type { MadePictures, ReportWorker } from './requests';

const calls = new AbortableCalls();

const worker: ReportWorker = {
  ...sending(calls),

  abort: call => calls.abort(call),

  readFacts: (call, root, results, notShown, page) =>
    calls.run(call, async signal => {
      const files = await storedFiles(root, results, page, { signal, stage: strings.reading });
      // What a reader typed and decided changes with each key, so the page adds it.
      return factsOf(files.map(unchangedReport), { context: NO_CONTEXT, decisions: [], notShown });
    }),

  readReport: (call, root, report, page) =>
    calls.run(call, async signal => {
      const [file = new Uint8Array()] = await storedFiles(root, [report], page, {
        signal,
        stage: strings.reading,
      });
      return readReportSr(file);
    }),

  makePictures: (call, root, facts, page) =>
    calls.run(call, signal =>
      reportPictures(facts, {
        client: clientOf(root, page, signal),
        codecs: pictureCodecs,
        signal,
      }),
    ),

  makePdf: (call, document, pictures, paper) => calls.run(call, () => pdfOf(document, pictures, paper)),

  saveReport: (call, root, { beside, pictures, paper, ...report }, page) =>
    calls.run(call, async signal => {
      const [file = new Uint8Array()] = await storedFiles(root, [beside], page, {
        signal,
        stage: strings.reading,
      });
      const source = sourceAttributes([unchangedReport(file)]);
      const pdf = await pdfOf(report.document, pictures, paper);
      const objects = reportObjects({ ...report, pdf, source });
      return landed(objects, root, page, signal);
    }),
};

const clientOf = (root: string, page: ArchivePage, signal: AbortSignal) =>
  dicomwebClient(root, { fetch: (url, init) => fetch(url, init), headers: () => page.headers(), signal });

const pdfOf = async (document: ReportDocument, pictures: MadePictures, paper: Paper) =>
  reportPdf(document, pictures, await reportFonts(), paper);

serveWorker(worker);
