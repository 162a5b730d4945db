import type { Page } from 'playwright-core';
import { finalHash, unfold } from './pathologistSession';
import { byTestId, eventually } from './slidePage';

/** Has the patient's sections found, and confirms what is proposed. */
export async function confirmSections(page: Page): Promise<void> {
  await unfold(page, 'step-immune');
  await byTestId(page, 'sections-look').click();
  await byTestId(page, 'sections-confirm').click({ timeout: 30_000 });
}

/** Brings a section on screen. */
export async function openSection(page: Page, name: string): Promise<void> {
  await unfold(page, 'step-immune');
  const button = byTestId(page, `section-open-${name}`);
  if (await button.isEnabled()) await button.click();
  await eventually(
    () => button.isDisabled(),
    isHere => isHere,
    30_000,
  );
  // A confirmed H&E section is asked for no marker.
  await byTestId(page, 'measure-slide').or(byTestId(page, 'he-no-marker')).waitFor({ timeout: 90_000 });
}

/** @param file GeoJSON */
export async function readAreas(page: Page, file: string): Promise<void> {
  await unfold(page, 'step-regions');
  await byTestId(page, 'regions-file').setInputFiles(file);
  await byTestId(page, 'region').first().waitFor();
}

/** By the areas that are drawn. */
export async function mapTissue(page: Page): Promise<void> {
  await unfold(page, 'step-tissue-map');
  await byTestId(page, 'map-source-by').selectOption('drawn');
  await byTestId(page, 'map-tissue').click();
  await byTestId(page, 'map-legend').waitFor({ timeout: 90_000 });
}

/** Opens the section and measures it, with tumour and stroma told apart by a file of areas. */
export async function measureSection(page: Page, marker: 'cd3' | 'cd8', areas: string): Promise<void> {
  await openSection(page, marker);
  // A confirmed section opens with its own marker.
  await eventually(
    () => byTestId(page, 'marker').inputValue(),
    chosen => chosen === marker,
    30_000,
  );
  await readAreas(page, areas);
  await byTestId(page, 'measure-slide').click();
  await finalHash(page);
}
