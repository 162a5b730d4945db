import { DEMO_PATIENT } from '@timescope/core/report/demoPatient';
import {
  demoCtDescription,
  demoSectionDescription,
  demoSlideDescription,
} from '@timescope/synthetic/demoPatient';

test('CT, slide and serial sections are of one patient, whom a combined report knows for synthetic', () => {
  const sections = (['he', 'cd3', 'cd8', 'cd8-week-6', 'cd3-week-6'] as const).map(demoSectionDescription);
  for (const { patient } of [demoCtDescription, demoSlideDescription, ...sections])
    expect(patient).toMatchObject({
      ...DEMO_PATIENT,
      name: 'TIMESCOPE^DEMO',
      birthDate: '19610412',
      sex: 'F',
    });
});
