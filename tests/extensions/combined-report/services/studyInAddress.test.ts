import { studyInAddress } from '../../../../extensions/combined-report/src/services/studyInAddress';

test.each([
  ['?StudyInstanceUIDs=1.2.3', '1.2.3'],
  ['?studyinstanceuids=1.2.3,4.5', '1.2.3'],
  ['?hangingprotocolid=x&StudyInstanceUID=1.2.3', '1.2.3'],
  ['?StudyInstanceUIDs=javascript:alert(1)', undefined],
  ['?StudyInstanceUIDs=', undefined],
  ['', undefined],
])('the address %p names the study %p', (search, study) => {
  expect(studyInAddress({ search })).toBe(study);
});
