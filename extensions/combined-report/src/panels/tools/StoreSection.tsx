import type { PatientVersion } from '@timescope/core/report/resultGroups';
import { Badge, Button, Notice, Section } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import { SaveBar } from '@timescope/ohif/results/SaveBar';
import { dateOf, personOf } from '@timescope/ohif/results/strings';
import { storedReports } from '../../services/patientVersions';
import type { ReportDesk } from '../../services/ReportDesk';
import type { OpenReport } from '../../services/reportState';
import { strings } from '../../strings';

/** The button that stores the report, and the reports that were stored before. */
export function StoreSection({ desk, open }: { desk: ReportDesk; open: OpenReport }) {
  const { report, pictures, saving } = desk;
  const { isFetching } = useObservable(report.state);
  useObservable(pictures.state);
  useObservable(saving.submissions.state);
  const stored = storedReports(open.person);
  return (
    <Section title={strings.saveTitle} testId="store-section">
      {open.leftBehind && <Notice kind="info" testId="left-behind" text={strings.leftBehind} />}
      {open.leftBehind && (
        <Button
          text={strings.bringBack}
          testId="bring-back"
          onPress={() => open.leftBehind && void report.bringBack(open.leftBehind)}
        />
      )}
      <SaveBar
        saving={saving.saving}
        whyNot={saving.whyNot()}
        isSaved={saving.isSaved()}
        onSave={() => void saving.save()}
      />
      <h3 className="tr-tools-heading">{strings.storedReports}</h3>
      {stored.length === 0 && <div className="ts-dim ts-small">{strings.noStoredReport}</div>}
      {stored.map(version => (
        <StoredRow
          key={version.report.address.instance}
          version={version}
          isOnScreen={
            open.isAsStored && version.report.address.instance === open.continues?.report.address.instance
          }
          isOff={isFetching}
          onOpen={() => void report.continueFrom(version)}
        />
      ))}
    </Section>
  );
}

function StoredRow(props: {
  version: PatientVersion;
  isOnScreen: boolean;
  isOff: boolean;
  onOpen: () => void;
}) {
  const { number, report } = props.version;
  const at = dateOf(report.madeAt ?? '');
  const reader = report.author === undefined ? strings.unnamed : personOf(report.author);
  return (
    <div className="ts-row ts-small" data-cy="stored-report" data-uid={report.address.instance}>
      <span className="ts-grow">{strings.storedReport(number, at, reader)}</span>
      {props.isOnScreen ? (
        <Badge text={strings.onScreen} testId="report-on-screen" />
      ) : (
        <button
          type="button"
          data-cy="open-stored"
          aria-label={strings.openStoredNamed(number)}
          disabled={props.isOff}
          onClick={props.onOpen}
        >
          {strings.openStored}
        </button>
      )}
    </div>
  );
}
