import type { PatientResult, PatientVersion } from '@timescope/core/report/resultGroups';
import { Section } from '@timescope/ohif/controls';
import { dateOf, personOf } from '@timescope/ohif/results/strings';
import type { PatientReport } from '../../services/PatientReport';
import { shownVersions } from '../../services/patientVersions';
import type { OpenReport } from '../../services/reportState';
import { strings } from '../../strings';

const ONE_OF_A_KIND = ['ct', 'immune'] as const;

/** Which stored results the page shows; where there are several versions the reader chooses. */
export function ResultsShown(props: { report: PatientReport; open: OpenReport; isFetching: boolean }) {
  const { results } = props.open.person;
  const of = (kind: PatientResult['kind']) => results.filter(result => result.kind === kind);
  return (
    <Section title={strings.resultsTitle} testId="results-shown">
      {ONE_OF_A_KIND.map(kind => (
        <ShownResult key={kind} {...props} kind={kind} among={of(kind)} />
      ))}
      {of('slide').map(slide => (
        <ShownResult
          key={slide.versions[0].report.address.instance}
          {...props}
          kind="slide"
          among={[slide]}
        />
      ))}
      {of('slide').length === 0 && <Missing kind="slide" />}
    </Section>
  );
}

const Missing = ({ kind }: { kind: PatientResult['kind'] }) => (
  <div className="ts-dim ts-small">{strings.missing(strings.kinds[kind])}</div>
);

/** One result of the page: its versions, and of CT and immune results the others of the patient. */
function ShownResult(props: {
  report: PatientReport;
  open: OpenReport;
  isFetching: boolean;
  kind: PatientResult['kind'];
  among: readonly PatientResult[];
}) {
  const { report, open, isFetching, kind, among } = props;
  const all = among.flatMap(result => result.versions.map(version => ({ result, version })));
  const uids = new Set(shownVersions(open.chosen).map(version => version.report.address.instance));
  const shown = all.find(({ version }) => uids.has(version.report.address.instance));
  if (!shown) return <Missing kind={kind} />;
  const { result, version } = shown;
  const { study, instance } = version.report.address;
  const choose = (uid: string) => {
    const next = all.find(each => each.version.report.address.instance === uid);
    if (next) void report.show(next.version, version);
  };
  return (
    <div className="ts-stack tr-result" data-cy={`shown-${kind}`} data-uid={instance}>
      <div className="ts-row">
        <span className="ts-grow">{titleOf(result)}</span>
        <a className="ts-small" href={addressOfImages(kind, study)} target="_blank" rel="noreferrer">
          {strings.openImages}
          <span className="tr-unseen">
            {' '}
            {titleOf(result)} {strings.newTab}
          </span>
        </a>
      </div>
      {all.length === 1 ? (
        <span className="ts-dim ts-small">{versionText(version)}</span>
      ) : (
        <select
          className="ts-small"
          data-cy={`choose-${kind}`}
          aria-label={strings.versionOf(titleOf(result))}
          value={instance}
          disabled={isFetching}
          onChange={event => choose(event.target.value)}
        >
          {all.map(each => (
            <option key={each.version.report.address.instance} value={each.version.report.address.instance}>
              {among.length > 1 ? `${titleOf(each.result)}, ` : ''}
              {versionText(each.version)}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

/** The title of a slide begins with its marker, that of the others with the kind itself. */
const titleOf = ({ kind, title, studyDate }: PatientResult): string => {
  const what = kind === 'slide' ? title.replace(': ', ', ') : title.replace(/^[^:]*: /, '');
  return `${strings.kinds[kind]}: ${what}${studyDate === '' ? '' : `, ${dateOf(studyDate)}`}`;
};

const versionText = ({ report, number, signed }: PatientVersion): string =>
  [
    strings.version(number),
    ...(signed ? [strings.signed] : []),
    ...(report.madeAt === undefined ? [] : [dateOf(report.madeAt)]),
    ...(report.author === undefined ? [] : [personOf(report.author)]),
  ].join(', ');

const addressOfImages = (kind: PatientResult['kind'], study: string): string =>
  `/${kind === 'ct' ? 'radiology' : 'pathology'}?StudyInstanceUIDs=${study}`;
