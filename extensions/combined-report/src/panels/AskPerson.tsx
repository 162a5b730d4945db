import type { PatientIdentity } from '@timescope/core/report/patientIdentity';
import { joinsAmong, type PatientCandidate } from '@timescope/core/report/patientResults';
import { Button } from '@timescope/ohif/controls';
import { dateOf, personOf } from '@timescope/ohif/results/strings';
import type { Stage } from '../services/reportState';
import { strings } from '../strings';

/** Who is meant, where results under one ID may be of several persons, or of another than the opened study. */
export function AskPerson(props: {
  asking: Extract<Stage, { kind: 'asking' }>;
  onChoose: (key: string) => void;
}) {
  const { candidates, opened } = props.asking;
  const [only] = candidates.length === 1 ? candidates : [];
  return (
    <section className="tr-who" data-cy="ask-person">
      <h1>{strings.whoTitle}</h1>
      <p>
        {strings.whoOpened(sayPerson(opened))} {only ? strings.whoOnly(sayPerson(only.patient)) : strings.who}
      </p>
      <table className="ts-table">
        <thead>
          <tr>
            {COLUMNS.map(column => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {candidates.map(candidate => (
            <Candidate key={candidate.key} candidate={candidate} onChoose={props.onChoose} />
          ))}
        </tbody>
      </table>
      {joinsAmong(candidates).map(({ key, of: [one, other] }) => (
        <p key={key} className="tr-join">
          <span>{strings.whoTogether(sayPerson(one.patient), sayPerson(other.patient))}</span>
          <Button text={strings.whoJoin} testId="join-persons" onPress={() => props.onChoose(key)} />
        </p>
      ))}
      <p>
        <a href="/" data-cy="choose-nobody">
          {only ? strings.whoNotThis : strings.whoNobody}
        </a>
      </p>
    </section>
  );
}

function sayPerson({ name, birthDate, sex, issuer }: PatientIdentity): string {
  const said = [
    name === '' ? strings.whoNameless : personOf(name),
    birthDate === '' ? '' : strings.whoBornOn(dateOf(birthDate)),
    sex === '' ? '' : strings.whoOfSex(sex),
    issuer === '' ? '' : strings.whoIssuedBy(issuer),
  ];
  return said.filter(text => text !== '').join(', ');
}

const COLUMNS = [
  strings.whoName,
  strings.whoId,
  strings.whoIssuer,
  strings.whoBorn,
  strings.whoSex,
  strings.whoResults,
];

function Candidate(props: { candidate: PatientCandidate; onChoose: (key: string) => void }) {
  const { key, patient, results } = props.candidate;
  const facts = [patient.id, patient.issuer, dateOf(patient.birthDate), patient.sex];
  const name = personOf(patient.name);
  return (
    <tr data-cy="candidate" data-key={key}>
      <th scope="row">{name === '' ? strings.notSaid : name}</th>
      {facts.map((fact, at) => (
        <td key={COLUMNS[at + 1]}>{fact === '' ? strings.notSaid : fact}</td>
      ))}
      <td>
        {results.map(({ kind, title, studyDate }) => (
          <div key={`${kind} ${title} ${studyDate}`}>
            {strings.kinds[kind]}
            {studyDate === '' ? '' : `, ${dateOf(studyDate)}`}
          </div>
        ))}
      </td>
      <td>
        <Button
          text={strings.whoOne}
          title={[name, ...facts].join(', ')}
          testId="choose-person"
          onPress={() => props.onChoose(key)}
        />
      </td>
    </tr>
  );
}
