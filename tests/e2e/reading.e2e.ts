import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { BrowserSession } from '../harness/browser';
import { closeViewers, openViewer } from '../harness/openedViewer';
import { photographAsSlide } from '../harness/photograph';
import { testOnRealData } from '../harness/sharedData';
import { byTestId, eventually, overlayPixels, panelText, signedAndStored } from '../harness/slidePage';

jest.setTimeout(180_000);

let session: BrowserSession;

beforeAll(async () => {
  ({ session } = await openViewer('pathology', photographAsSlide, { width: 1400, height: 1000 }));
});

afterAll(closeViewers);

/** The last text of a place that may come and go faster than a test can look. */
async function whatIsSaidMeanwhile(page: Page, id: string): Promise<() => Promise<string>> {
  await page.evaluate(place => {
    new MutationObserver(() => {
      const said = document.querySelector(`[data-cy="${place}"]`)?.textContent;
      if (said) document.body.dataset.said = said;
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  }, id);
  return () => page.evaluate(() => document.body.dataset.said ?? '');
}

/** Keeps the store of the readings busy, as a slow disk does, until the returned function is called. */
async function busyReadings(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('timescope-ihc-readings');
        opening.onerror = () => reject(new Error('no readings'));
        opening.onsuccess = () => {
          const store = opening.result.transaction('drafts', 'readwrite').objectStore('drafts');
          const ask = () => {
            resolve();
            if (document.body.dataset.busy) store.count().onsuccess = ask;
            else opening.result.close();
          };
          document.body.dataset.busy = 'yes';
          store.count().onsuccess = ask;
        };
      }),
  );
  return () => page.evaluate(() => document.body.removeAttribute('data-busy'));
}

const isSaved = (page: Page) =>
  eventually(
    () => panelText(page, 'draft'),
    text => text.startsWith('Saved'),
  );

testOnRealData(
  'a run that the page is loaded again under is said, and measured again at a press',
  async () => {
    const { page } = session;
    await byTestId(page, 'measure-slide').click();
    await byTestId(page, 'run-progress').waitFor();
    await page.waitForTimeout(300);
    await page.reload();
    await byTestId(page, 'ihc-interrupted').waitFor({ timeout: 60_000 });
    expect(await panelText(page, 'ihc-interrupted')).toContain('whole slide');
    const seen = await whatIsSaidMeanwhile(page, 'cells-so-far');
    await byTestId(page, 'measure-again').click();
    await byTestId(page, 'score-hash').waitFor({ timeout: 90_000 });
    expect(await seen()).toMatch(/part.*cells so far.*% positive.*H-score/s);
    expect(await byTestId(page, 'ihc-interrupted').count()).toBe(0);
  },
);

testOnRealData('another marker asks for another measurement; undone with the key, it does not', async () => {
  const { page } = session;
  await byTestId(page, 'marker').selectOption('er');
  await byTestId(page, 'other-settings').waitFor();
  await page.locator('.ol-viewport').first().hover();
  await byTestId(page, 'step-slide-title').focus();
  await page.keyboard.press('Control+z');
  await eventually(
    () => byTestId(page, 'marker').inputValue(),
    marker => marker === 'ki67',
  );
  expect(await byTestId(page, 'other-settings').count()).toBe(0);
  await page.keyboard.press('Control+Shift+z');
  await eventually(
    () => byTestId(page, 'marker').inputValue(),
    marker => marker === 'er',
  );
});

testOnRealData('after the page is loaded again reading, scores and cells are there', async () => {
  const { page } = session;
  await isSaved(page);
  const hash = await byTestId(page, 'score-hash').getAttribute('data-full');
  await page.reload();
  await byTestId(page, 'score-hash').waitFor({ timeout: 60_000 });
  expect(await byTestId(page, 'score-hash').getAttribute('data-full')).toBe(hash);
  expect(await byTestId(page, 'marker').inputValue()).toBe('er');
  expect(await byTestId(page, 'other-settings').count()).toBe(1);
  await eventually(
    () => overlayPixels(page),
    pixels => pixels > 1000,
    15_000,
  );
  await byTestId(page, 'marker').selectOption('ki67');
});

testOnRealData('nobody signs without a name; a name keeps what was done without one', async () => {
  const { page } = session;
  expect(await panelText(page, 'sign-not-yet')).toContain('name');
  await byTestId(page, 'reader-input').fill('A. Reader');
  await byTestId(page, 'reader-save').click();
  await byTestId(page, 'sign-button').waitFor();
  expect(await byTestId(page, 'score-hash').count()).toBe(1);
});

testOnRealData(
  'an override needs a value in range and a reason, outlasts an edit, and stands beside the tool’s value',
  async () => {
    const { page } = session;
    await byTestId(page, 'override').check();
    await byTestId(page, 'override-score').selectOption('hScore.whole');
    await byTestId(page, 'override-value').fill('301');
    await byTestId(page, 'override-reason').fill('Lymphocytes were counted.');
    expect(await byTestId(page, 'sign-button').isDisabled()).toBe(true);
    await byTestId(page, 'override-value').fill('120');
    await byTestId(page, 'threshold-field-1').fill('0.15');
    await byTestId(page, 'threshold-field-1').press('Enter');
    await byTestId(page, 'override-changed').waitFor();
    expect(await byTestId(page, 'override').isChecked()).toBe(true);
    expect(await byTestId(page, 'override-value').inputValue()).toBe('120');
    expect(await byTestId(page, 'sign-button').isDisabled()).toBe(true);
    await byTestId(page, 'override-keep').click();
  },
);

testOnRealData(
  'a reading is signed once the browser has stored it, and the panel waits for that',
  async () => {
    const { page } = session;
    await isSaved(page);
    const release = await busyReadings(page);
    try {
      await byTestId(page, 'sign-button').click();
      await byTestId(page, 'signing').waitFor();
      expect(await panelText(page, 'draft')).toBe('Version 1, signed, saving...');
    } finally {
      await release();
    }
    expect(await signedAndStored(page)).toBe('Version 1, signed');
    expect(await byTestId(page, 'signing').count()).toBe(0);
    expect(await panelText(page, 'signed-by')).toContain('A. Reader');
    expect(await panelText(page, 'signed-hScore.whole')).toMatch(/^120\.0 \(tool: \d+\.\d\)$/);
  },
);

testOnRealData('a signed reading is frozen, also after the page is loaded again', async () => {
  const { page } = session;
  await page.reload();
  await byTestId(page, 'signed-version').waitFor({ timeout: 60_000 });
  await byTestId(page, 'marker').selectOption('er');
  await byTestId(page, 'reading-frozen').waitFor();
  expect(await byTestId(page, 'marker').inputValue()).toBe('ki67');
});

testOnRealData('a new version can be changed, and the signed one is still listed as it was', async () => {
  const { page } = session;
  await byTestId(page, 'new-version').click();
  await byTestId(page, 'sign-button').waitFor();
  await byTestId(page, 'marker').selectOption('er');
  await byTestId(page, 'other-settings').waitFor();
  await byTestId(page, 'signed-1').locator('summary').click();
  expect(await panelText(page, 'signed-decision')).toContain('120.0');
  await byTestId(page, 'marker').selectOption('ki67');
});

testOnRealData(
  'another reader begins with a reading of their own; the first one comes back to theirs',
  async () => {
    const { page } = session;
    await rename(page, 'B. Reader');
    await eventually(
      () => byTestId(page, 'score-hash').count(),
      count => count === 0,
    );
    expect(await byTestId(page, 'signed-versions').count()).toBe(0);
    await rename(page, 'A. Reader');
    await byTestId(page, 'score-hash').waitFor({ timeout: 30_000 });
    expect(await byTestId(page, 'signed-1').count()).toBe(1);
  },
);

testOnRealData(
  'a second tab of the same reading takes over what the first one stores, and says so',
  async () => {
    const { page } = session;
    const second = await page.context().newPage();
    await second.goto(page.url());
    await byTestId(second, 'score-hash').waitFor({ timeout: 60_000 });
    await byTestId(page, 'marker').selectOption('er');
    await byTestId(second, 'changed-elsewhere').waitFor({ timeout: 10_000 });
    expect(await byTestId(second, 'marker').inputValue()).toBe('er');
    await byTestId(second, 'marker').selectOption('ki67');
    await eventually(
      () => byTestId(page, 'marker').inputValue(),
      marker => marker === 'ki67',
    );
    await byTestId(second, 'sign-button').click();
    await byTestId(second, 'new-version').waitFor();
    await byTestId(page, 'new-version').click();
    await byTestId(second, 'sign-button').waitFor({ timeout: 10_000 });
    expect(await byTestId(second, 'signed-2').count()).toBe(1);
    await second.close();
    await page.reload();
    await byTestId(page, 'score-hash').waitFor({ timeout: 60_000 });
    expect(await byTestId(page, 'signed-2').count()).toBe(1);
  },
);

async function rename(page: Page, name: string): Promise<void> {
  await byTestId(page, 'reader-name').locator('button').click();
  await byTestId(page, 'reader-input').fill(name);
  await byTestId(page, 'reader-save').click();
}

testOnRealData('a run goes on while the reader is at the list of studies', async () => {
  const { page } = session;
  await byTestId(page, 'measure-slide').click();
  await byTestId(page, 'run-progress').waitFor();
  await byTestId(page, 'return-to-work-list').first().click();
  await eventually(
    () => Promise.resolve(new URL(page.url()).pathname),
    pathname => pathname === '/',
  );
  await page.goBack();
  await byTestId(page, 'measure-slide').waitFor({ timeout: 60_000 });
  await byTestId(page, 'score-hash').waitFor({ timeout: 90_000 });
  expect(await byTestId(page, 'ihc-interrupted').count()).toBe(0);
  expect(session.pageErrors.filter(error => error.includes('/plugins/'))).toEqual([]);
});
