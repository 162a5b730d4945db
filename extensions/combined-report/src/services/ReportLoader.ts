import { canonicalJson, type Json } from '@timescope/core/canonicalJson';
import { dicomMoment } from '@timescope/core/dicom/localMoment';
import { isoMoment } from '@timescope/core/report/storedHeader';
import {
  areDecidedOn,
  chosenVersions,
  notChosen,
  shownVersions,
} from '@timescope/core/report/chosenVersions';
import { composeReport } from '@timescope/core/report/composeReport';
import { NO_CONTEXT } from '@timescope/core/report/contextFields';
import type { PatientCandidate } from '@timescope/core/report/patientResults';
import type { ReportDocument } from '@timescope/core/report/reportDocument';
import type { PatientVersion } from '@timescope/core/report/resultGroups';
import type { ObservableState } from '@timescope/ohif/ObservableState';
import type { Reader } from '@timescope/ohif/readerState';
import type { Archive } from '@timescope/runtime/archive';
import type { Drafts } from '@timescope/runtime/drafts';
import type { ReportClient } from '../worker/client';
import { shownUids } from './patientVersions';
import { decisionsShown } from './decisions';
import type { MadeOn, ReportDraft } from './reportDraft';
import type { Entries, Making, OpenReport } from './reportState';

export interface ReportPorts {
  readonly archive: () => Archive;
  readonly client: Pick<ReportClient, 'readFacts' | 'readReport'>;
  readonly drafts: Drafts<ReportDraft>;
  readonly reader: ObservableState<Reader>;
  readonly now: () => Date;
}

type Undocumented = Omit<OpenReport, 'document'>;

const NO_ENTRIES: Entries = { context: NO_CONTEXT, decisions: [], wanted: [], without: [] };

/** Makes the report of a person from the archive and from what this browser kept. */
export class ReportLoader {
  constructor(private readonly ports: ReportPorts) {}

  /** From what this browser kept, if it continues the newest stored report; else from that one. */
  async begun(person: PatientCandidate, signal: AbortSignal): Promise<OpenReport> {
    const { earlierReport } = chosenVersions(person.results);
    const draft = await this.ports.drafts.read(this.draftKey(person)).catch(() => undefined);
    const isNext = draft?.continues === (earlierReport?.report.address.instance ?? '');
    if (draft && isNext) return this.composed({ person, ...draft, continues: earlierReport }, signal);
    if (!earlierReport)
      return this.composed({ person, entries: NO_ENTRIES, madeOn: [], continues: undefined }, signal);
    const stored = await this.continued(person, earlierReport, signal);
    const isKnown =
      draft && !draft.setAside?.length && entriesKey(draft.entries) === entriesKey(stored.entries);
    return { ...stored, leftBehind: isKnown ? undefined : draft };
  }

  /** As a stored report has it, on the results that it was made of, as far as they are there. */
  async continued(
    person: PatientCandidate,
    version: PatientVersion,
    signal: AbortSignal,
  ): Promise<OpenReport> {
    const { archive, client } = this.ports;
    const stored = await client.readReport(archive(), version.report.address, signal);
    const { context, decisions, sources: madeOn, leftOut: without } = stored;
    const entries = { context, decisions, wanted: madeOn, without };
    const made = { at: stored.savedAt, reader: stored.reader ?? '' };
    return this.composed({ person, entries, continues: version, made, madeOn, isAsStored: true }, signal);
  }

  /**
   * Decisions were made on what was shown: where another CT or immune result is shown, or one is gone, they are set aside,
   * and those that were set aside when this one was shown come back.
   * @param report.madeOn SOP Instance UIDs of the results that the entries were made on
   */
  async composed(
    report: Pick<OpenReport, 'person' | 'entries' | 'continues'> & MadeOn & Partial<OpenReport>,
    signal: AbortSignal,
  ): Promise<OpenReport> {
    const { archive, client } = this.ports;
    const { person, entries, madeOn } = report;
    const { results } = person;
    const chosen = chosenVersions(results, entries.wanted, entries.without);
    const { decisions, setAside } = decisionsShown(
      [{ madeOn, decisions: entries.decisions }, ...(report.setAside ?? [])],
      on => areDecidedOn(chosen, results, on),
    );
    const addresses = shownVersions(chosen).map(({ report: { address } }) => address);
    const facts = await client.readFacts(archive(), addresses, notChosen(results, chosen), signal);
    const isSame = [...madeOn].sort().join(' ') === shownUids(chosen).sort().join(' ');
    return documented({
      person,
      continues: report.continues,
      isChosen: report.isChosen ?? false,
      chosen,
      facts,
      entries: { ...entries, decisions },
      setAside,
      haveDecisionsGone: setAside.length > 0,
      isAsStored: report.isAsStored === true && isSame,
      made: isSame && report.made ? report.made : this.makingNow(),
      leftBehind: undefined,
    });
  }

  makingNow(): Making {
    const { name: reader = '' } = this.ports.reader.get();
    return { reader, at: isoMoment(dicomMoment(this.ports.now())) };
  }

  /** A browser that keeps nothing still has it until the page is closed. */
  keep({ person, entries, setAside, chosen, continues: before }: OpenReport): void {
    const continues = before?.report.address.instance ?? '';
    const draft = { entries, setAside, madeOn: shownUids(chosen), continues };
    void this.ports.drafts.write(this.draftKey(person), draft).catch(() => undefined);
  }

  private draftKey({ key }: PatientCandidate): string {
    return `${this.ports.archive().root} ${key}`;
  }
}

/** Equal for what a reader typed and decided alike: a page that is closed at once after saving keeps what it stored. */
function entriesKey({ context, decisions, without }: Entries): string {
  // A stored report has them row by row.
  const byRow = [...decisions].sort((a, b) => (a.target < b.target ? -1 : 1));
  return canonicalJson(JSON.parse(JSON.stringify([context, byRow, without])) as Json);
}

export const documented = (open: Undocumented): OpenReport => ({
  ...open,
  document: documentOf(open, open.made),
});

/** The document as somebody makes it at a moment. */
export function documentOf({ facts, entries }: Undocumented, { at, reader }: Making): ReportDocument {
  const { context, decisions } = entries;
  return composeReport({ ...facts, context, decisions }, { madeAt: at, reader });
}
