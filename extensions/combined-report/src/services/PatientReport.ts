import type { DecisionChoice } from '@timescope/core/result/decisionChoice';
import type { DicomwebClient } from '@timescope/core/dicomweb/client';
import { messageOf, TimescopeError } from '@timescope/core/errors';
import type { ContextFields } from '@timescope/core/report/contextFields';
import {
  patientOfStudy,
  patientResults,
  type PatientCandidate,
  type PatientOfStudy,
} from '@timescope/core/report/patientResults';
import type { PatientVersion } from '@timescope/core/report/resultGroups';
import type { Target } from '@timescope/core/result/predictionResult';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { clientOf } from '@timescope/ohif/results/archive';
import { strings } from '../strings';
import { withChoice, withoutTarget } from './decisions';
import { shownUids, storedReports } from './patientVersions';
import type { ReportDraft } from './reportDraft';
import { documented, ReportLoader, type ReportPorts } from './ReportLoader';
import { NOTHING_OPEN, type Entries, type OpenReport, type ReportState, type Stage } from './reportState';

/** The combined report on screen: whose it is, which results it shows, what a reader typed and decided. */
export class PatientReport {
  readonly state = new ObservableState<ReportState>(NOTHING_OPEN);
  private readonly loader: ReportLoader;
  private work = new AbortController();
  private asked: PatientOfStudy | undefined;

  constructor(private readonly ports: ReportPorts) {
    this.loader = new ReportLoader(ports);
    ports.reader.subscribe(() => this.sayWhoReads());
  }

  /** Looks for the results of the patient whom a study belongs to. */
  async open(study: string): Promise<void> {
    await this.attempt(async client => {
      this.asked = await patientOfStudy(client, study);
      if (this.asked) return this.found(client, this.asked);
      throw new TimescopeError('NOT_FOUND', strings.studyMissing, { nextStep: strings.studyMissingNext });
    });
  }

  /** Says who is meant; without a key the question is asked again. */
  async choosePerson(key: string | undefined): Promise<void> {
    const { asked } = this;
    if (!asked) return;
    await this.attempt(client => this.found(client, key === undefined ? asked : personOf(asked, key)));
  }

  /** Forgets the patient. */
  close(): void {
    this.work.abort();
    this.asked = undefined;
    this.state.update(NOTHING_OPEN);
  }

  openReport(): OpenReport | undefined {
    const { stage } = this.state.get();
    return stage.kind === 'open' ? stage.open : undefined;
  }

  type(field: keyof ContextFields, text: string): void {
    const open = this.openReport();
    if (open) this.change({ context: { ...open.entries.context, [field]: text } });
  }

  /** Without a reader's name nothing is decided. */
  decide(target: Target, choice: DecisionChoice): void {
    const open = this.openReport();
    const by = this.loader.makingNow();
    const row = open?.document.comparison.find(each => each.target === target);
    if (open && row && by.reader !== '')
      this.change({ decisions: withChoice(open.entries.decisions, row, choice, by) });
  }

  takeBack(target: Target): void {
    const open = this.openReport();
    if (open) this.change({ decisions: withoutTarget(open.entries.decisions, target) });
  }

  /** Shows a version instead of the one that is shown of the same result, or another CT or immune result. */
  show({ report }: PatientVersion, instead: PatientVersion): Promise<void> {
    return this.showing(entries => {
      const others = entries.wanted.filter(uid => uid !== instead.report.address.instance);
      return { wanted: [report.address.instance, ...others] };
    });
  }

  /** Makes the report without a result, or with it again. */
  leaveOut({ report: { address } }: PatientVersion, isOut: boolean): Promise<void> {
    return this.showing(({ without }) => {
      const others = without.filter(uid => uid !== address.instance);
      return { without: isOut ? [...others, address.instance] : others };
    });
  }

  private async showing(
    choose: (entries: Entries) => Partial<Pick<Entries, 'wanted' | 'without'>>,
  ): Promise<void> {
    await this.staying(async ({ chosen, entries, ...open }, signal) => {
      const { person, continues, isChosen, setAside } = open;
      const shown = { person, continues, isChosen, setAside, entries: { ...entries, ...choose(entries) } };
      this.showAndKeep(await this.loader.composed({ ...shown, madeOn: shownUids(chosen) }, signal));
    });
  }

  /** Brings back what was typed and decided in a stored report, on the results that it was made of. */
  async continueFrom(version: PatientVersion): Promise<void> {
    await this.staying(async ({ person, isChosen }, signal) => {
      this.showAndKeep({ ...(await this.loader.continued(person, version, signal)), isChosen });
    });
  }

  /** Brings back what this browser kept although another report was stored meanwhile. */
  async bringBack({ entries, madeOn, setAside = [] }: ReportDraft): Promise<void> {
    await this.staying(async ({ person, isChosen, continues }, signal) => {
      const kept = { person, isChosen, continues, entries, madeOn, setAside };
      this.showAndKeep(await this.loader.composed(kept, signal));
    });
  }

  /**
   * A report is in the archive.
   * @param at ISO 8601: when what is on screen was saved; undefined: something else is on screen
   */
  async noteStored(uid: string, at: string | undefined): Promise<void> {
    const person = await this.personNow().catch(() => undefined);
    const open = this.openReport();
    if (!person || open?.person.key !== person.key) return;
    const stored = storedReports(person).find(({ report }) => report.address.instance === uid);
    if (at === undefined || !stored) this.showOpen({ ...open, person });
    else {
      const made = { at, reader: stored.report.author ?? open.made.reader };
      this.showAndKeep(documented({ ...open, person, continues: stored, made, isAsStored: true }));
    }
  }

  /** The stored reports of the person, asked for afresh, the newest first. */
  async storedBefore(): Promise<readonly PatientVersion[]> {
    const person = await this.personNow();
    return person ? storedReports(person) : [];
  }

  dismiss(): void {
    this.state.update({ problem: undefined });
    const open = this.openReport();
    if (open) this.showOpen({ ...open, haveDecisionsGone: false });
  }

  private async personNow(): Promise<PatientCandidate | undefined> {
    const { asked } = this;
    const open = this.openReport();
    if (!asked || !open) return undefined;
    const found = await patientResults(this.dicomweb(), personOf(asked, open.person.key));
    return found.kind === 'found' ? found : undefined;
  }

  private async found(client: DicomwebClient, asked: PatientOfStudy): Promise<Stage> {
    const results = await patientResults(client, asked);
    if (results.kind === 'none') return results;
    if (results.kind === 'ambiguous')
      return { kind: 'asking', candidates: results.candidates, opened: asked.opened };
    const open = await this.loader.begun(results, this.work.signal);
    return { kind: 'open', open: { ...open, isChosen: asked.identity !== undefined } };
  }

  private sayWhoReads(): void {
    const open = this.openReport();
    if (open && !open.isAsStored) this.showOpen(documented({ ...open, made: this.loader.makingNow() }));
  }

  private change(change: Partial<Entries>): void {
    const open = this.openReport();
    if (!open) return;
    const entries = { ...open.entries, ...change };
    this.showAndKeep(documented({ ...open, entries, made: this.loader.makingNow(), isAsStored: false }));
  }

  private showAndKeep(open: OpenReport): void {
    this.showOpen(open);
    this.loader.keep(open);
  }

  private showOpen(open: OpenReport): void {
    this.state.update({ stage: { kind: 'open', open } });
  }

  private dicomweb(): DicomwebClient {
    return clientOf(this.ports.archive());
  }

  /** Another patient on screen; what an earlier question brings means nothing any more. */
  private async attempt(look: (client: DicomwebClient) => Promise<Stage>): Promise<void> {
    const work = this.begin();
    this.state.update({ ...NOTHING_OPEN, stage: { kind: 'looking' } });
    const stage = await look(this.dicomweb()).catch((thrown: unknown): Stage => ({
      kind: 'failed',
      message: sentenceOf(thrown),
    }));
    if (work === this.work) this.state.update({ stage });
  }

  /** The report stays on screen whatever happens. */
  private async staying(act: (open: OpenReport, signal: AbortSignal) => Promise<void>): Promise<void> {
    const open = this.openReport();
    if (!open) return;
    const work = this.begin();
    this.state.update({ isFetching: true, problem: undefined });
    const problem = await act(open, work.signal).then(() => undefined, sentenceOf);
    if (work === this.work) this.state.update({ isFetching: false, problem });
  }

  private begin(): AbortController {
    this.work.abort();
    this.work = new AbortController();
    return this.work;
  }
}

/** The key names the issuer, too: it may be another than that of the opened study. */
const personOf = ({ id, opened }: PatientOfStudy, identity: string): PatientOfStudy => ({
  id,
  opened,
  identity,
});

const sentenceOf = (thrown: unknown): string =>
  thrown instanceof TimescopeError
    ? `${thrown.message} ${thrown.nextStep}`.trim()
    : strings.failed(messageOf(thrown));
