import { Notice, ResearchUse, Section } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import { reportStrings } from '@timescope/core/report/strings';
import { useEffect } from 'react';
import type { ReportDesk } from '../services/ReportDesk';
import type { OpenReport } from '../services/reportState';
import { studyInAddress } from '../services/studyInAddress';
import { strings } from '../strings';

/** Beside the images of the other modes: the conclusion, what is to be noted of it, what is missing, and the way to the page. */
export function ReportPanel({ desk }: { desk: ReportDesk }) {
  const { stage } = useObservable(desk.report.state);
  useEffect(() => desk.beginBeside(), [desk]);
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
  const { sentence, flags, notAssessed } = open.document.conclusion;
  const { conclusion, flags: toNote, notAssessed: missing } = reportStrings.headings;
  return (
    <>
      <Section title={conclusion} testId="report-in-short">
        <div>{sentence}</div>
      </Section>
      {flags.length > 0 && <Lines title={toNote} testId="short-flags" lines={flags} />}
      {notAssessed.length > 0 && <Lines title={missing} testId="short-not-assessed" lines={notAssessed} />}
    </>
  );
}

function Lines(props: { title: string; testId: string; lines: readonly string[] }) {
  return (
    <Section title={props.title} testId={props.testId}>
      {props.lines.map(line => (
        <div key={line} className="ts-small">
          {line}
        </div>
      ))}
    </Section>
  );
}
