import type { Host } from '@timescope/ohif/host';
import type { ObservableState } from '@timescope/ohif/ObservableState';
import { readerState, type Reader } from '@timescope/ohif/readerState';
import { archiveOf } from '@timescope/ohif/results/archive';
import { whenStored } from '@timescope/ohif/results/storedSignal';
import { indexedDbDrafts } from '@timescope/runtime/drafts';
import { ReportClient } from '../worker/client';
import { PatientReport } from './PatientReport';
import { ReportCopies } from './ReportCopies';
import { ReportPictures } from './ReportPictures';
import { ReportSaving } from './ReportSaving';
import { studyInAddress } from './studyInAddress';

/** Everything that works behind the report's page and panel. */
export class ReportDesk {
  readonly reader: ObservableState<Reader>;
  readonly report: PatientReport;
  readonly pictures: ReportPictures;
  readonly copies: ReportCopies;
  readonly saving: ReportSaving;

  constructor(host: Host) {
    const client = new ReportClient();
    const archive = () => archiveOf(host);
    this.reader = readerState(host.servicesManager.services, window.localStorage);
    this.report = new PatientReport({
      archive,
      client,
      drafts: indexedDbDrafts('timescope-report-drafts'),
      reader: this.reader,
      now: () => new Date(),
    });
    this.pictures = new ReportPictures(this.report, client, archive);
    this.copies = new ReportCopies(this.report, this.pictures, client);
    this.saving = new ReportSaving(this.report, this.pictures, client, archive, this.reader);
  }

  /** The report of the patient whose study the page's address names, while a page or a panel shows it. @returns what ends it */
  begin(): () => void {
    this.open();
    return () => this.report.close();
  }

  /** The same beside the images, where results come to be: it is read anew after each that is stored, in this tab or another. */
  beginBeside(): () => void {
    const end = whenStored(() => this.open());
    const close = this.begin();
    return () => {
      end();
      close();
    };
  }

  private open(): void {
    const study = studyInAddress(window.location);
    if (study !== undefined) void this.report.open(study);
  }
}
