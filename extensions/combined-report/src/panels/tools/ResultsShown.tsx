import { shownVersions } from '@timescope/core/report/chosenVersions';
import type { PatientResult, PatientVersion } from '@timescope/core/report/resultGroups';
import { Section } from '@timescope/ohif/controls';
import { dateOf, personOf } from '@timescope/ohif/results/strings';
import type { PatientReport } from '../../services/PatientReport';
import type { OpenReport } from '../../services/reportState';
import { strings } from '../../strings';
import { useFocusAfterPress } from '../useFocusAfterPress';

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
      {[...earlierImmune(props.open, of('immune')), ...of('slide')].map(result => (
        <ShownResult
          key={result.versions[0].report.address.instance}
          {...props}
          kind={result.kind}
          among={[result]}
        />
      ))}
      {of('slide').length === 0 && <Missing kind="slide" />}
    </Section>
  );
}

/** The immune results of earlier days, on the page or left out. */
const earlierImmune = (
  { chosen }: OpenReport,
  results: readonly PatientResult[],
): readonly PatientResult[] =>
  chosen.immune
    ? results.filter(({ versions }) =>
        versions.some(version => [...chosen.earlierImmune, ...chosen.leftOut].includes(version)),
      )
    : [];

const Missing = ({ kind }: { kind: PatientResult['kind'] }) => (
  <div className="ts-dim ts-small">{strings.missing(strings.kinds[kind])}</div>
);

interface OneResult {
  readonly report: PatientReport;
  readonly open: OpenReport;
  readonly isFetching: boolean;
  readonly kind: PatientResult['kind'];
  readonly among: readonly PatientResult[];
}

interface Version {
  readonly result: PatientResult;
  readonly version: PatientVersion;
}

/** One result of the page: its versions, and of CT and immune results the others of the patient; or what is left out. */
function ShownResult(props: OneResult) {
  const { open, kind, among } = props;
  const all = among.flatMap(result => result.versions.map(version => ({ result, version })));
  const oneOf = (versions: readonly PatientVersion[]) => {
    const uids = new Set(versions.map(version => version.report.address.instance));
    return all.find(({ version }) => uids.has(version.report.address.instance));
  };
  const shown = oneOf(shownVersions(open.chosen));
  const left = oneOf(open.chosen.leftOut);
  const focus = useFocusAfterPress<HTMLDivElement>(shown === undefined, props.isFetching);
  return (
    <div {...focus}>
      {shown && <OnPage {...props} shown={shown} all={all} />}
      {!shown && left && <LeftOut {...props} left={left} />}
      {!shown && !left && <Missing kind={kind} />}
    </div>
  );
}

function OnPage(props: OneResult & { shown: Version; all: readonly Version[] }) {
  const { report, open, isFetching, kind, among, shown, all } = props;
  const { result, version } = shown;
  const { study, instance } = version.report.address;
  const title = titleOf(result);
  const choose = (uid: string) => {
    const next = all.find(each => each.version.report.address.instance === uid);
    if (next) void report.show(next.version, version);
  };
  return (
    <div className="ts-stack tr-result" data-cy={`shown-${kind}`} data-uid={instance}>
      <div className="ts-row">
        <span className="ts-grow">{title}</span>
        <a className="ts-small" href={addressOfImages(kind, study)} target="_blank" rel="noreferrer">
          {strings.openImages}
          <span className="tr-unseen">
            {' '}
            {title} {strings.newTab}
          </span>
        </a>
      </div>
      <div className="ts-row">
        {all.length === 1 ? (
          <span className="ts-grow ts-dim ts-small">{versionText(version)}</span>
        ) : (
          <select
            className="ts-grow ts-small"
            data-cy={`choose-${kind}`}
            aria-label={strings.versionOf(title)}
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
        {shownVersions(open.chosen).length > 1 && <InOrOut {...props} {...shown} isOut={false} />}
      </div>
    </div>
  );
}

function LeftOut(props: OneResult & { left: Version }) {
  const { kind, left } = props;
  return (
    <div className="ts-stack tr-result" data-cy={`left-out-${kind}`}>
      <span>{titleOf(left.result)}</span>
      <div className="ts-row">
        <span className="ts-grow ts-dim ts-small">{strings.leftOut}</span>
        <InOrOut {...props} {...left} isOut />
      </div>
    </div>
  );
}

/** A report of nothing cannot be made: the last result stays. */
function InOrOut(props: OneResult & Version & { isOut: boolean }) {
  const { report, isFetching, kind, result, version, isOut } = props;
  return (
    <button
      type="button"
      className="ts-small"
      data-cy={isOut ? `put-back-${kind}` : `leave-out-${kind}`}
      aria-label={(isOut ? strings.putBackNamed : strings.leaveOutNamed)(titleOf(result))}
      disabled={isFetching}
      onClick={() => void report.leaveOut(version, !isOut)}
    >
      {isOut ? strings.putBack : strings.leaveOut}
    </button>
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
