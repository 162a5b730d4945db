import { chosenVersions, notChosen } from '@timescope/core/report/chosenVersions';
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
import { isoMoment } from './isoMoment';
import { shownVersions } from './patientVersions';
import type { ReportDraft } from './reportDraft';
import type { Entries, Making, OpenReport } from './reportState';

export interface ReportPorts {
  readonly archive: () => Archive;
  readonly client: Pick<ReportClient, 'readFacts' | 'readReport'>;
  readonly drafts: Drafts<ReportDraft>;
  readonly reader: ObservableState<Reader>;
  readonly now: () => Date;
}

type Undocumented = Omit<OpenReport, 'document'>;

const NO_ENTRIES: Entries = { context: NO_CONTEXT, decisions: [], wanted: [] };

/** Makes the report of a person from the archive and from what this browser kept. */
export class ReportLoader {
  constructor(private readonly ports: ReportPorts) {}

  /** From what this browser kept, if it continues the newest stored report; else from that one. */
  async begun(person: PatientCandidate, signal: AbortSignal): Promise<OpenReport> {
    const { earlierReport } = chosenVersions(person.results);
    const draft = await this.ports.drafts.read(this.draftKey(person)).catch(() => undefined);
    const isNext = draft?.continues === (earlierReport?.report.address.instance ?? '');
    if (draft && isNext) return this.composed({ person, entries: draft, continues: earlierReport }, signal);
    if (!earlierReport) return this.composed({ person, entries: NO_ENTRIES, continues: undefined }, signal);
    return { ...(await this.continued(person, earlierReport, signal)), leftBehind: draft };
  }

  /** As a stored report has it, on the results that it was made of. */
  async continued(
    person: PatientCandidate,
    version: PatientVersion,
    signal: AbortSignal,
  ): Promise<OpenReport> {
    const { archive, client } = this.ports;
    const stored = await client.readReport(archive(), version.report.address, signal);
    const entries = { context: stored.context, decisions: stored.decisions, wanted: stored.sources };
    const made = { at: stored.savedAt, reader: stored.reader ?? '' };
    return this.composed({ person, entries, continues: version, made, isAsStored: true }, signal);
  }

  async composed(
    report: Pick<OpenReport, 'person' | 'entries' | 'continues'> & Partial<OpenReport>,
    signal: AbortSignal,
  ): Promise<OpenReport> {
    const { archive, client } = this.ports;
    const { results } = report.person;
    const chosen = chosenVersions(results, report.entries.wanted);
    const addresses = shownVersions(chosen).map(({ report: { address } }) => address);
    const facts = await client.readFacts(archive(), addresses, notChosen(results, chosen), signal);
    const rest = { isChosen: false, isAsStored: false, made: this.makingNow(), leftBehind: undefined };
    return documented({ ...rest, ...report, chosen, facts });
  }

  makingNow(): Making {
    const { name: reader = '' } = this.ports.reader.get();
    return { reader, at: isoMoment(this.ports.now()) };
  }

  /** A browser that keeps nothing still has it until the page is closed. */
  keep({ person, entries, continues }: OpenReport): void {
    const draft = { ...entries, continues: continues?.report.address.instance ?? '' };
    void this.ports.drafts.write(this.draftKey(person), draft).catch(() => undefined);
  }

  private draftKey({ key }: PatientCandidate): string {
    return `${this.ports.archive().root} ${key}`;
  }
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
