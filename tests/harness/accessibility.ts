import axe from 'axe-core';
import type { Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Checker {
  run(
    where: object,
    options: object,
  ): Promise<{
    violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
    passes: { id: string }[];
  }>;
}

/** Breaches of WCAG 2.2 AA inside a part of the page as axe-core finds them, one line each, and how many of its rules held. */
export async function breaches(page: Page, selector: string): Promise<{ found: string[]; held: number }> {
  // A script element would be refused by a page with a content security policy.
  await page.evaluate(`'axe' in window || (() => {${axe.source}})(); undefined`);
  return page.evaluate(
    async ([within, rules]) => {
      const checker = (window as unknown as { axe: Checker }).axe;
      const { violations, passes } = await checker.run(
        { include: [[within]] },
        { runOnly: { type: 'tag', values: rules }, rules: { 'target-size': { enabled: true } } },
      );
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
      );
      return { found, held: passes.length };
    },
    [selector, RULES] as const,
  );
}

/** Opens every fold within a part of the page, so that all of it is checked. */
export async function openAllFolds(page: Page, selector: string): Promise<void> {
  for (let depth = 0; depth < 3; depth++) {
    await page.evaluate(within => {
      for (const fold of document.querySelectorAll(`${within} details`)) fold.setAttribute('open', '');
    }, selector);
    await page.waitForTimeout(300);
  }
}

/** Presses Tab until the element with a test id has the focus. @returns how often. */
export async function tabTo(page: Page, id: string, backwards = false): Promise<number> {
  const key = backwards ? 'Shift+Tab' : 'Tab';
  for (let presses = 1; presses <= 150; presses++) {
    await page.keyboard.press(key);
    const focused = await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.cy);
    if (focused === id) return presses;
  }
  throw new Error(`"${id}" was not reached with ${key}.`);
}
