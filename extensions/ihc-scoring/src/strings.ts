import { archive } from './strings/archive';
import { bench } from './strings/bench';
import { cells } from './strings/cells';
import { exports } from './strings/exports';
import { fields } from './strings/fields';
import { immune } from './strings/immune';
import { linkedViews } from './strings/linkedViews';
import { regions } from './strings/regions';
import { results } from './strings/results';
import { stain } from './strings/stain';
import { tissueMap } from './strings/tissueMap';
import { thresholds } from './strings/thresholds';

/** Every text of the pathology extension that a user reads, section by section; the names of all sections differ. */
export const strings = {
  ...bench,
  ...stain,
  ...thresholds,
  ...regions,
  ...cells,
  ...results,
  ...exports,
  ...immune,
  ...fields,
  ...linkedViews,
  ...tissueMap,
  ...archive,
} as const;
