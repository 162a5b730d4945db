import { createDemoStudies } from '@timescope/synthetic/demoStudies';
import { createDemoSections } from '@timescope/synthetic/tissue/demoSections';
import type { DemoSet } from './demoFolder';

/** What `timescope serve` shows when no data is named. */
export const demoStudySet: DemoSet = {
  name: 'demo',
  holds: 'a slide and a CT of one synthetic patient',
  unused: ['cohort', 'tissue'],
  create: createDemoStudies,
};

/** What it shows beside them. */
export const demoSectionSet: DemoSet = {
  name: 'demo-sections',
  holds: 'serial H&E, CD3 and CD8 sections of the same patient',
  unused: ['cohort', 'ct'],
  create: createDemoSections,
};
