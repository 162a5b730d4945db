import { Notice, ResearchUse, Section } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import { reportStrings } from '@timescope/core/report/strings';
import { useEffect } from 'react';
import type { ReportDesk } from '../services/ReportDesk';
import type { OpenReport } from '../services/reportState';
import { studyInAddress } from '../services/studyInAddress';
import { strings } from '../strings';

/** Beside the images of the other modes: the conclusion, what is missing, and the way to the page. */
export function ReportPanel({ desk }: { desk: ReportDesk }) {
  const { stage } = useObservable(desk.report.state);
  useEffect(() => desk.begin(), [desk]);
  const study = studyInAddress(window.location);
  return (
    <div className="ts-panel" data-cy="report-panel">
      <div className="ts-dim ts-small">{strings.panelHint}</div>
      {study !== undefined && (
        <a data-cy="open-report" href={`/report?StudyInstanceUIDs=${study}`} target="_blank" rel="noreferrer">
          {strings.openReport} ({strings.newTab})
        </a>
      )}
      {stage.kind === 'looking' && <div role="status">{strings.looking}</div>}
      {stage.kind === 'failed' && <Notice kind="error" testId="report-failed" text={stage.message} />}
      {stage.kind === 'none' && <Notice kind="info" testId="report-none" text={strings.none} />}
      {stage.kind === 'asking' && <Notice kind="warning" testId="report-asks" text={strings.who} />}
      {stage.kind === 'open' && <InShort open={stage.open} />}
      <ResearchUse />
    </div>
  );
}

function InShort({ open }: { open: OpenReport }) {
  const { sentence, notAssessed } = open.document.conclusion;
  return (
    <Section title={reportStrings.headings.conclusion} testId="report-in-short">
      <div>{sentence}</div>
      {notAssessed.map(line => (
        <div key={line} className="ts-dim ts-small">
          {line}
        </div>
      ))}
    </Section>
  );
}
