import type { Panel, ShownRow, Study, StudyPart } from '../studyParts';
import type { StudyDocument } from './studyDocument';
import { filesOf } from './studyFiles';

/** The whole report as one page without scripts or links to other machines. */
export function reportHtml(study: Study, said: StudyDocument): string {
  return [
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(study.title)}</title><style>${STYLE}</style></head><body>`,
    `<p class="use">${escaped(said.researchUse)}</p>`,
    `<h1>${escaped(study.title)}</h1>`,
    `<p>The analysis of: ${escaped(study.after)}.</p>`,
    contents(study.parts),
    provenance(said),
    developmentValues(said),
    ...study.parts.map(part),
    leftOut(said),
    `<p class="use">${escaped(said.researchUse)}</p>`,
    '</body></html>\n',
  ].join('\n');
}

const STYLE = `
body{font:15px/1.45 Helvetica,Arial,"DejaVu Sans",sans-serif;color:#1a1a1a;max-width:1200px;margin:24px auto;padding:0 20px}
h1{font-size:26px}h2{font-size:20px;margin-top:40px;border-bottom:2px solid #d0d0d0;padding-bottom:4px}h3{font-size:16px}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:13px;margin:8px 0}
th,td{padding:3px 7px;text-align:left;border-bottom:1px solid #e4e4e4;vertical-align:top}
td{white-space:pre;font-variant-numeric:tabular-nums}.words td{white-space:pre-wrap}thead th{border-bottom:2px solid #1a1a1a}
tr.heading td{font-weight:bold;background:#f4f4f4}svg{max-width:100%;height:auto}
.notes,.files{font-size:13px;color:#444}.absent{border:1px solid #d55e00;padding:8px 12px}
.use{font-weight:bold}code{overflow-wrap:anywhere}figure{display:inline-block;margin:8px 12px 8px 0;text-align:center;font-size:13px}
figure img{max-width:260px;display:block}@media print{h2{break-before:auto}section{break-inside:avoid}}
`;

const anchor = (name: string): string => name.toLowerCase().replaceAll(' ', '-');

function contents(parts: readonly StudyPart[]): string {
  const links = parts.map(
    ({ name, title }) => `<li><a href="#${anchor(name)}">${escaped(name)}</a> ${escaped(title)}</li>`,
  );
  return `<nav><ul>${links.join('')}</ul></nav>`;
}

function provenance({ provenance: from, sets, leftOut: cases }: StudyDocument): string {
  const { cohort, evaluation, bootstrap } = from;
  const rows = [
    ['Software', `${from.software} ${from.version}`],
    ['Cohort', `${cohort.name}, ${cohort.rows} rows, SHA-256 ${cohort.sha256}`],
    ['Sets', sets.map(({ set, rows: count }) => `${set}: ${count}`).join(', ')],
    ['Evaluation', evaluation.map(({ name, sha256 }) => `${name}, SHA-256 ${sha256}`).join('\n') || 'none'],
    ['Bootstrap', `${bootstrap.replicates} resamples, seed ${bootstrap.seed}`],
    ['Missing values', cases.length === 0 ? 'none' : missingWords(cases)],
  ];
  return `<h2>What was analysed</h2><div class="words">${tableOf(
    ['', ''],
    rows.map(cells => ({ cells })),
  )}</div>`;
}

/** How many cases, and how many by column; the list ends the report. */
function missingWords(cases: StudyDocument['leftOut']): string {
  const columns = [...new Set(cases.flatMap(({ columns: own }) => own))];
  const counts = columns.map(
    column => `${column} ${cases.filter(own => own.columns.includes(column)).length}`,
  );
  return `${cases.length} cases (${counts.join(', ')}), named at the end`;
}

function developmentValues({ development }: StudyDocument): string {
  if (development.length === 0) return '';
  return `<h2>Found on the development rows, applied unchanged to all</h2>${tableOf(
    ['Value', '', 'Found by'],
    development.map(({ name, value, source }) => ({
      cells: [name, String(Number(value.toPrecision(6))), source],
    })),
  )}`;
}

function leftOut({ leftOut: cases }: StudyDocument): string {
  const head = '<h2 id="missing">Rows with missing values</h2>';
  if (cases.length === 0) return `${head}<p>None: every analysis used every row.</p>`;
  return `${head}<p>${cases.length} cases were left out of the parts named here.</p><div class="words">${tableOf(
    ['Case', 'Line', 'Empty', 'Left out of'],
    cases.map(({ case: name, line, columns, parts }) => ({
      cells: [name, String(line), columns.join(', '), parts.join(', ')],
    })),
  )}</div>`;
}

function part({ name, title, panels }: StudyPart): string {
  return `<section id="${anchor(name)}"><h2>${escaped(name)}. ${escaped(title)}</h2>${panels
    .map(panel => panelOf(name, title, panel))
    .join('')}</section>`;
}

function panelOf(name: string, partTitle: string, panel: Panel): string {
  const { letter, title, content, notes, missing } = panel;
  const words = [letter, title === partTitle ? '' : title].filter(word => word !== '').join('. ');
  const cases = [...new Set(missing.map(row => row.case))];
  const remarks = [
    ...notes,
    ...(cases.length === 0
      ? []
      : [
          `Left out for missing values: ${cases.length} (${cases.slice(0, NAMED).join(', ')}${cases.length > NAMED ? ' and others' : ''}).`,
        ]),
  ];
  const files = filesOf(name, panel).map(({ path }) => `<a href="${path}">${path}</a>`);
  return [
    words === '' ? '' : `<h3>${escaped(words)}</h3>`,
    contentOf(content),
    remarks.length === 0 ? '' : `<p class="notes">${remarks.map(escaped).join('<br>')}</p>`,
    files.length === 0 ? '' : `<p class="files">${files.join(', ')}</p>`,
  ].join('');
}

/** Below a panel; the whole list stands at the head of the report. */
const NAMED = 20;

function contentOf(content: Panel['content']): string {
  switch (content.kind) {
    case 'table':
      return tableOf(content.head, content.rows);
    case 'figure':
      return `<div class="scroll">${content.svg}</div>`;
    case 'pictures':
      return content.pictures
        .map(
          ({ caption, bytes }) =>
            `<figure><img alt="${escaped(caption)}" src="data:image/png;base64,${Buffer.from(bytes).toString('base64')}"><figcaption>${escaped(caption)}</figcaption></figure>`,
        )
        .join('');
    case 'absent':
      return `<p class="absent">Not shown: ${escaped(content.reason)}.</p>`;
  }
}

function tableOf(head: readonly string[], rows: readonly ShownRow[]): string {
  const cells = (words: readonly string[], tag: 'th' | 'td') =>
    words.map(word => `<${tag}>${escaped(word)}</${tag}>`).join('');
  const body = rows.map(
    ({ cells: words, isHeading }) =>
      `<tr${isHeading === true ? ' class="heading"' : ''}>${cells([...words, ...head.slice(words.length).map(() => '')], 'td')}</tr>`,
  );
  const titles = head.some(word => word !== '') ? `<thead><tr>${cells(head, 'th')}</tr></thead>` : '';
  return `<div class="scroll"><table>${titles}<tbody>${body.join('')}</tbody></table></div>`;
}

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
