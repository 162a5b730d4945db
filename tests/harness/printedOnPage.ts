import { reportStrings } from '@timescope/core/report/strings';
import type { ComparedSide, ReportDocument, ReportRow } from '@timescope/core/report/reportDocument';
import type { Page } from 'playwright-core';

/** Every value of a report in the order in which a page prints it. */
export function printedValues(document: ReportDocument): readonly string[] {
  const { patient, comparison, ct, pathology, changes, context, provenance } = document;
  const compared = comparison.flatMap(({ ct: predicted, tissue, decision }) => [
    ...sideTexts(predicted),
    ...sideTexts(tissue),
    decision ? reportStrings.decision(decision) : reportStrings.noDecision,
  ]);
  const sections = [ct, ...pathology, ...changes, context, provenance];
  return [...texts(patient), ...compared, ...sections.flatMap(({ rows }) => texts(rows))];
}

const texts = (rows: readonly ReportRow[]): readonly string[] => rows.map(({ value }) => value.text);

const sideTexts = (side: ComparedSide): readonly string[] =>
  side.kind === 'missing' ? [side.text] : texts(side.rows);

/** What stands on the page where a value is printed, in its order. */
export const printedOnPage = (page: Page): Promise<readonly string[]> =>
  page.locator('[data-cy="report-paper"] [data-cy="printed"]').allTextContents();
