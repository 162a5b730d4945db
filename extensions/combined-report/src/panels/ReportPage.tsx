import { Button, Notice, ResearchUse } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import { ReaderName } from '@timescope/ohif/ReaderName';
import { useEffect, useMemo } from 'react';
import type { ReportDesk } from '../services/ReportDesk';
import type { OpenReport, Stage } from '../services/reportState';
import { studyInAddress } from '../services/studyInAddress';
import { strings } from '../strings';
import { AskPerson } from './AskPerson';
import { Paper } from './page/Paper';
import { REPORT_CSS } from './reportCss';
import { ContextForm } from './tools/ContextForm';
import { CopiesSection } from './tools/CopiesSection';
import { ResultsShown } from './tools/ResultsShown';
import { StoreSection } from './tools/StoreSection';

/** The whole window of the report mode: the page as it is printed, and the tools beside it. */
export function ReportPage({ desk }: { desk: ReportDesk }) {
  const { stage } = useObservable(desk.report.state);
  useEffect(() => desk.begin(), [desk]);
  useEffect(() => desk.pictures.follow(), [desk]);
  useEffect(() => {
    desk.saving.saving.start();
    return () => desk.saving.saving.stop();
  }, [desk]);
  return (
    <div className="tr-desk" data-cy="report-page" data-stage={stage.kind}>
      <style>{REPORT_CSS}</style>
      <nav className="tr-bar" aria-label={strings.page}>
        <a href="/" title={strings.studiesTitle}>
          {strings.studies}
        </a>
        <span>{strings.page}</span>
      </nav>
      {stage.kind === 'open' ? (
        <OpenPage desk={desk} open={stage.open} />
      ) : (
        <main className="tr-alone">
          <NotOpen desk={desk} stage={stage} />
          <ResearchUse />
        </main>
      )}
    </div>
  );
}

function NotOpen({ desk, stage }: { desk: ReportDesk; stage: Exclude<Stage, { kind: 'open' }> }) {
  switch (stage.kind) {
    case 'asking':
      return <AskPerson asking={stage} onChoose={key => void desk.report.choosePerson(key)} />;
    case 'failed':
      return <Notice kind="error" testId="report-failed" text={stage.message} />;
    case 'none':
      return (
        <Notice
          kind="info"
          testId="report-none"
          text={`${strings.none} ${strings.noneNext(stage.studies)}`}
        />
      );
    case 'looking':
      return (
        <p role="status" data-cy="report-looking">
          {strings.looking}
        </p>
      );
    case 'idle':
      return studyInAddress(window.location) === undefined ? (
        <Notice kind="error" testId="report-failed" text={strings.noStudy} />
      ) : null;
  }
}

function OpenPage({ desk, open }: { desk: ReportDesk; open: OpenReport }) {
  const { name } = useObservable(desk.reader);
  const { pictures } = useObservable(desk.pictures.state);
  const { decisions } = open.entries;
  const deciding = useMemo(
    () => ({
      hasReader: name !== undefined,
      own: new Set(decisions.map(({ target }) => target)),
      decide: desk.report.decide.bind(desk.report),
      takeBack: desk.report.takeBack.bind(desk.report),
    }),
    [desk, name, decisions],
  );
  return (
    <>
      <main className="tr-sheet" tabIndex={0} aria-label={open.document.title}>
        <Paper document={open.document} pictures={pictures} deciding={deciding} />
      </main>
      <Tools desk={desk} open={open} hasReader={name !== undefined} />
    </>
  );
}

function Tools({ desk, open, hasReader }: { desk: ReportDesk; open: OpenReport; hasReader: boolean }) {
  const { report } = desk;
  const { isFetching, problem } = useObservable(report.state);
  const { areComplete, problem: noPictures } = useObservable(desk.pictures.state);
  return (
    <aside className="tr-tools" aria-label={strings.page}>
      <div className="ts-panel" data-cy="report-tools">
        <ReaderName reader={desk.reader} />
        {!hasReader && <Notice kind="info" testId="name-first" text={strings.nameFirst} />}
        {problem !== undefined && (
          <Notice kind="error" testId="report-problem" text={problem} onClose={() => report.dismiss()} />
        )}
        {open.haveDecisionsGone && (
          <Notice
            kind="warning"
            testId="decisions-gone"
            text={strings.decisionsGone}
            onClose={() => report.dismiss()}
          />
        )}
        {noPictures !== undefined && <Notice kind="warning" testId="no-pictures" text={noPictures} />}
        {open.isChosen && (
          <Button
            text={strings.whoAgain}
            testId="choose-again"
            onPress={() => void report.choosePerson(undefined)}
          />
        )}
        <ResultsShown report={report} open={open} isFetching={isFetching} />
        <ContextForm context={open.entries.context} onType={(field, text) => report.type(field, text)} />
        <StoreSection desk={desk} open={open} />
        <CopiesSection copies={desk.copies} arePicturesThere={areComplete} />
        <ResearchUse />
      </div>
    </aside>
  );
}
