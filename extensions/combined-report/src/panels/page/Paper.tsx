import type { ReportDocument, ReportSection } from '@timescope/core/report/reportDocument';
import { readableMoment } from '@timescope/core/report/readableMoment';
import { readableName } from '@timescope/core/report/readableName';
import { reportStrings } from '@timescope/core/report/strings';
import { Comparison, type Deciding } from './Comparison';
import { Figure, type Pictures } from './Figure';
import { Printed, Rows } from './Printed';
import { Words } from './Words';

const { headings, columns } = reportStrings;

/** The report as one page, in the order in which it is printed. */
export function Paper(props: { document: ReportDocument; pictures: Pictures; deciding: Deciding }) {
  const { document, pictures, deciding } = props;
  const { ct, pathology, changes, context, limits, provenance } = document;
  return (
    <article className="tr-paper" data-cy="report-paper" aria-labelledby="tr-title">
      <Head document={document} />
      <Conclusion conclusion={document.conclusion} />
      <section data-cy="part-comparison">
        <h2>{headings.comparison}</h2>
        <Comparison rows={document.comparison} deciding={deciding} />
      </section>
      <Part section={ct} pictures={pictures} testId="part-ct" />
      {pathology.map((section, at) => (
        <Part key={`${at} ${section.title}`} section={section} pictures={pictures} testId="part-pathology" />
      ))}
      {changes.map((section, at) => (
        <Part key={`${at} ${section.title}`} section={section} pictures={pictures} testId="part-change" />
      ))}
      <Part section={context} pictures={pictures} testId="part-context" />
      {limits.length > 0 && (
        <section data-cy="part-limits">
          <h2>{headings.limits}</h2>
          <Lines lines={limits} />
        </section>
      )}
      <Part section={provenance} pictures={pictures} testId="part-provenance" isSmall />
      <Sources sources={document.sources} />
      <footer className="tr-foot">{document.researchUse}</footer>
    </article>
  );
}

function Head({ document }: { document: ReportDocument }) {
  return (
    <header data-cy="part-head">
      <h1 id="tr-title">{document.title}</h1>
      <p className="tr-research">{document.researchUse}</p>
      {document.demonstrationPatient && (
        <p className="tr-demonstration" data-cy="demonstration-patient">
          {reportStrings.demonstrationPatient}
        </p>
      )}
      <Rows rows={document.patient} isWide />
    </header>
  );
}

function Conclusion({ conclusion }: { conclusion: ReportDocument['conclusion'] }) {
  const { sentence, flags, notAssessed } = conclusion;
  return (
    <section className="tr-conclusion" data-cy="part-conclusion">
      <h2>{headings.conclusion}</h2>
      <p className="tr-sentence" data-cy="conclusion-sentence">
        <Words text={sentence} />
      </p>
      {flags.length > 0 && <Lines lines={flags} testId="conclusion-flags" />}
      {notAssessed.length > 0 && (
        <>
          <h3>{headings.notAssessed}</h3>
          <Lines lines={notAssessed} testId="not-assessed" />
        </>
      )}
    </section>
  );
}

function Part(props: { section: ReportSection; pictures: Pictures; testId: string; isSmall?: boolean }) {
  const { section, pictures, testId, isSmall = false } = props;
  const { title, rows, absent, figures, notes } = section;
  return (
    <section className={isSmall ? 'tr-small' : undefined} data-cy={testId}>
      <h2>{title}</h2>
      <div className={figures.length > 0 ? `tr-beside tr-with-${Math.min(figures.length, 2)}` : undefined}>
        <div>
          {absent ? (
            <Printed value={absent} />
          ) : (
            <Rows rows={rows} isWide={figures.length === 0 && !isSmall} />
          )}
          {notes.length > 0 && <Lines lines={notes} />}
        </div>
        {figures.length > 0 && (
          <div className="tr-figures">
            {figures.map(figure => (
              <Figure
                key={figure.kind === 'picture' ? figure.key : figure.caption}
                figure={figure}
                pictures={pictures}
              />
            ))}
          </div>
        )}
      </div>
    </section>
  );
}

function Sources({ sources }: Pick<ReportDocument, 'sources'>) {
  return (
    <section className="tr-small" data-cy="part-sources">
      <h2>{headings.sources}</h2>
      <table className="tr-sources">
        <thead>
          <tr>
            {SOURCE_COLUMNS.map(column => (
              <th key={column} scope="col">
                {columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sources.map(source => (
            <tr key={source.sopInstanceUid} data-cy="report-source">
              <th scope="row">
                <Words text={source.title} />
                <span className="tr-detail">{source.sopInstanceUid}</span>
              </th>
              <td>{source.version}</td>
              <td>{readableMoment(source.savedAt)}</td>
              <td>
                <Words text={readableName(source.reader)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const SOURCE_COLUMNS = ['result', 'version', 'savedAt', 'reader'] as const;

function Lines({ lines, testId }: { lines: readonly string[]; testId?: string }) {
  return (
    <ul className="tr-lines" data-cy={testId}>
      {lines.map(line => (
        <li key={line}>
          <Words text={line} />
        </li>
      ))}
    </ul>
  );
}
