import { messageOf } from '@timescope/core/errors';
import { plainText } from '@timescope/core/report/plainText';
import { download } from '@timescope/ohif/download';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { fhirReport } from '../evidence/fhirReport';
import type { Paper } from '../evidence/reportPdf';
import { strings } from '../strings';
import type { ReportClient } from '../worker/client';
import type { PatientReport } from './PatientReport';
import type { ReportPictures } from './ReportPictures';

export interface CopiesState {
  /** What became of the last one. */
  readonly said: string;
  readonly isWriting: boolean;
}

/** Gives the reader the report on screen as PDF, FHIR and plain text. */
export class ReportCopies {
  readonly state = new ObservableState<CopiesState>({ said: '', isWriting: false });

  constructor(
    private readonly report: PatientReport,
    private readonly pictures: ReportPictures,
    private readonly client: Pick<ReportClient, 'makePdf'>,
  ) {}

  async downloadPdf(paper: Paper): Promise<void> {
    const open = this.report.openReport();
    if (!open) return;
    this.state.update({ said: strings.writing, isWriting: true });
    const said = await this.client
      .makePdf(open.document, this.pictures.state.get().pictures, paper)
      .then(pdf => this.given(new Blob([pdf as Uint8Array<ArrayBuffer>], { type: 'application/pdf' }), 'pdf'))
      .catch((thrown: unknown) => strings.notWritten(messageOf(thrown)));
    this.state.update({ said, isWriting: false });
  }

  downloadFhir(): void {
    const open = this.report.openReport();
    if (!open) return;
    const json = JSON.stringify(fhirReport(open.document), undefined, 2);
    const said = this.given(new Blob([json], { type: 'application/fhir+json' }), 'fhir.json');
    this.state.update({ said });
  }

  async copyText(): Promise<void> {
    const open = this.report.openReport();
    if (!open) return;
    const said = await navigator.clipboard.writeText(plainText(open.document)).then(
      () => strings.copied,
      () => strings.copyFailed,
    );
    this.state.update({ said });
  }

  /** No patient's name or number stands in the name of a file. */
  private given(blob: Blob, ending: string): string {
    const day = this.report.openReport()?.made.at.slice(0, 10) ?? '';
    const name = `timescope-report-${day}.${ending}`;
    download(blob, name, document);
    return strings.written(name);
  }
}
