import type { Page } from 'playwright-core';

/**
 * Texts within a part of the page that lie over each other or reach out of it, in so many words; boxes that have more
 * inside than they show.
 */
export const misplacedWords = (page: Page, selector: string): Promise<readonly string[]> =>
  page.locator(selector).evaluate(part => {
    const frame = part.getBoundingClientRect();
    const lines: { text: string; box: DOMRect }[] = [];
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      if (text === '' || node.parentElement?.closest('.tr-unseen, select, textarea, style')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) lines.push({ text, box });
    }
    const found: string[] = [];
    // Letters reach a little into the line above and below.
    const [across, down] = [1, 5];
    lines.forEach(({ text, box }, k) => {
      if (box.left < frame.left - 1 || box.right > frame.right + 1) found.push(`outside: ${text}`);
      for (const other of lines.slice(k + 1)) {
        const width = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const height = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (width > across && height > down) found.push(`"${text}" over "${other.text}"`);
      }
    });
    for (const box of part.querySelectorAll('*:not(input, .tr-unseen)'))
      if (box.clientWidth > 0 && box.scrollWidth > box.clientWidth + 1)
        found.push(`cut: ${box.textContent.slice(0, 60)}`);
    return found;
  });
