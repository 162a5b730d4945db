import { reportStrings } from '@timescope/core/report/strings';
import type { Page } from 'playwright-core';
import { triple, type Triple } from './reportTriples';

/** A value as it stands in the page's elements. */
interface Shown {
  readonly section: string;
  readonly label: string;
  readonly words: readonly string[];
}

/** Every value and sentence that the page of the report shows, in its order. */
export async function triplesOfPage(page: Page): Promise<readonly Triple[]> {
  const { headings, columns } = reportStrings;
  const shown = await page
    .locator('[data-cy="report-paper"]')
    .evaluate(valuesOfPaper, { headings: { ...headings }, columns: { ...columns } });
  return shown.map(({ section, label, words }) => triple(section, label, ...oneAtLeast(words)));
}

const oneAtLeast = ([first = '', ...others]: readonly string[]): [string, ...string[]] => [first, ...others];

/** Runs in the page. */
function valuesOfPaper(
  paper: Element,
  { headings, columns }: Record<'headings' | 'columns', Record<string, string>>,
): Shown[] {
  const all = (within: Element, query: string) => [...within.querySelectorAll(query)];
  const textOf = (within: Element, query: string) => within.querySelector(query)?.textContent ?? '';
  const wordsOf = (of: Element) =>
    ['[data-cy="printed"]', '.tr-detail:not([data-cy])', '.tr-because'].map(query => textOf(of, query));
  const part = (name: string) => all(paper, `[data-cy="part-${name}"]`);
  const rowsOf = (section: string, within: Element, row: string, label: string): Shown[] =>
    all(within, row).map(each => ({ section, label: textOf(each, label), words: wordsOf(each) }));
  const sectionOf = (within: Element, title = textOf(within, 'h2')): Shown[] => {
    const rows = rowsOf(title, within, '.tr-row', 'dt');
    return rows.length > 0 ? rows : [{ section: title, label: '', words: wordsOf(within) }];
  };
  const sentencesOf = (section: string, within: Element, query: string): Shown[] =>
    all(within, query).map(each => ({ section, label: '', words: [each.textContent] }));
  const sideOf = (section: string, side: Element): Shown[] => {
    const rows = rowsOf(section, side, '.tr-said', '.tr-label');
    return rows.length > 0 ? rows : [{ section, label: '', words: wordsOf(side) }];
  };
  const comparedOf = (row: Element): Shown[] => {
    const label = textOf(row, 'th');
    const [, ct, tissue, agreement, decision] = [...row.children];
    if (!ct || !tissue || !agreement || !decision) return [];
    const agreed = ['.tr-agreement', '.tr-because'].map(query => textOf(agreement, query));
    return [
      ...sideOf(`${label}: ${columns.ct ?? ''}`, ct),
      ...sideOf(`${label}: ${columns.tissue ?? ''}`, tissue),
      { section: label, label: columns.agreement ?? '', words: agreed },
      { section: label, label: columns.decision ?? '', words: [textOf(decision, '[data-cy="printed"]')] },
    ];
  };
  return [
    ...part('head').flatMap(each => sectionOf(each, headings.patient)),
    ...part('conclusion').flatMap(each => [
      ...sentencesOf(headings.conclusion ?? '', each, '[data-cy="conclusion-sentence"]'),
      ...sentencesOf(headings.flags ?? '', each, '[data-cy="conclusion-flags"] li'),
      ...sentencesOf(headings.notAssessed ?? '', each, '[data-cy="not-assessed"] li'),
    ]),
    ...part('comparison').flatMap(each => all(each, 'tr[data-cy]').flatMap(comparedOf)),
    ...['ct', 'pathology', 'change', 'context'].flatMap(name => part(name).flatMap(each => sectionOf(each))),
    ...part('limits').flatMap(each => sentencesOf(headings.limits ?? '', each, 'li')),
    ...part('provenance').flatMap(each => sectionOf(each)),
  ];
}
