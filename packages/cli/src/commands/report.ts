import { reportStrings } from '@timescope/core/report/strings';
import type { PatientVersion } from '@timescope/core/report/resultGroups';
import { plainText } from '@timescope/core/report/plainText';
import { reportPictures } from '@timescope/core/report/pictures/reportPictures';
import { fhirReport } from '@timescope/extension-combined-report/evidence/fhirReport';
import { reportPdf } from '@timescope/extension-combined-report/evidence/reportPdf';
import { pictureCodecs } from '@timescope/runtime/pictureCodecs/node';
import { reportFonts } from '@timescope/runtime/reportFonts';
import type { Command } from '../command';
import { chosenPerson } from '../report/chosenPerson';
import { composedReport, type ComposedReport } from '../report/composedReport';
import { REPORT_USAGE, reportArguments, type Place, type ReportArguments } from '../report/reportArguments';
import { fromArchive, fromFolders, type ReportSource } from '../report/reportSource';
import { fromFiles } from '../report/resultFiles';
import { combinedReports, reportsInStore } from '../report/reportsInStore';
import { nextVersion, stored } from '../report/storeReport';
import { requireUsualOutbox } from '../store/landResult';
import { writeOut } from '../writeOut';

export const report: Command = {
  usage: REPORT_USAGE,
  summary:
    'Makes the combined report of one patient from the stored results of CT and slides: the same values as the page of the ' +
    'viewer. Results are found by patient ID in an archive or in folders of DICOM files, or given as files. Where an ID may ' +
    'mean several persons they are listed, and --identity chooses; results of two IDs are never put together. ' +
    '--use takes another stored version than the newest signed one, --without leaves a result out. --store puts PDF and structured report into an archive or ' +
    'a folder, as a new version that names the one before.',
  async run(argv) {
    const asked = reportArguments(argv);
    if (asked.store?.kind === 'archive') await requireUsualOutbox();
    const source = await opened(asked.place);
    try {
      const { results } = chosenPerson(source.results);
      const composed = await composedReport(results, asked, source.bytesOf, new Date());
      process.stderr.write(besides(composed));
      const pdf = await writeReport(composed, asked, source.client);
      process.stdout.write(printed(composed, asked));
      if (!asked.store || !pdf) return 0;
      const known = combinedReports(results);
      const unknown = without(await reportsInStore(asked.store, composed.facts.patient), known);
      const version = await nextVersion(composed, [...known, ...unknown], source.bytesOf, pdf);
      const { code, line } = await stored(version, asked.store);
      process.stderr.write(`${notTakenOver(unknown)}${line}\n`);
      return code;
    } finally {
      await source.close();
    }
  },
};

function opened(place: Place): Promise<ReportSource> {
  switch (place.kind) {
    case 'archive':
      return fromArchive(place.root, place.asked);
    case 'folders':
      return fromFolders(place.folders, place.asked);
    case 'files':
      return fromFiles(place.files, place.identity);
  }
}

function without(
  all: readonly PatientVersion[],
  known: readonly PatientVersion[],
): readonly PatientVersion[] {
  const uids = new Set(known.map(({ report: { address } }) => address.instance));
  return all.filter(({ report: { address } }) => !uids.has(address.instance));
}

/** The next version follows these, and nothing of them is in it. */
const notTakenOver = (unknown: readonly PatientVersion[]): string =>
  unknown
    .map(
      ({ number, report: { address } }) =>
        `Stored there and not among the results: combined report, version ${String(number)} (${address.instance}); what was typed and decided in it is not taken over.\n`,
    )
    .join('');

/** What the reader must know beside the report. */
function besides({ facts }: ComposedReport): string {
  const others = facts.notShown.map(
    ({ title, version, reader, savedAt, sopInstanceUid }) =>
      `Stored beside: ${title}, version ${String(version)}, saved ${savedAt} by ${reader === '' ? 'nobody named' : reader}; --use ${sopInstanceUid}\n`,
  );
  const gone = facts.haveDecisionsGone ? [`${reportStrings.flags.decisionsGone}\n`] : [];
  return [...others, ...gone].join('');
}

/** @returns the PDF, where one is asked for */
async function writeReport(
  { facts, combined }: ComposedReport,
  { out, fhir, store, paper }: ReportArguments,
  client: ReportSource['client'],
): Promise<Uint8Array | undefined> {
  if (fhir !== undefined) await writeOut(fhir, `${JSON.stringify(fhirReport(combined), undefined, 2)}\n`);
  if (out === undefined && store === undefined) return undefined;
  const pictures: Awaited<ReturnType<typeof reportPictures>> = client
    ? await reportPictures(facts, { client, codecs: pictureCodecs })
    : new Map();
  for (const [key, picture] of pictures)
    if (picture.kind === 'missing') process.stderr.write(`No picture ${key}: ${picture.because}\n`);
  const pdf = await reportPdf(combined, pictures, await reportFonts(), paper);
  if (out !== undefined) await writeOut(out, pdf);
  return pdf;
}

function printed({ combined }: ComposedReport, { print, out }: ReportArguments): string {
  if (print === 'json') return `${JSON.stringify(combined)}\n`;
  if (print === 'text') return plainText(combined);
  return `${combined.conclusion.sentence}\n${out === undefined ? '' : `Written: ${out}\n`}`;
}
