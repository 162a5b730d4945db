import { RUIFROK_H_DAB } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { stainAngles } from '../../../../extensions/ihc-scoring/src/services/stainAngles';

const model = (qupath?: typeof RUIFROK_H_DAB) => ({
  vectors: RUIFROK_H_DAB,
  estimated: { white: [255, 255, 255] as const, ...(qupath && { qupath }) },
});

test("the vectors in use are 0 degrees from themselves and 16 from a bluish slide's haematoxylin", () => {
  const same = stainAngles(model(RUIFROK_H_DAB));
  // The vectors are written with five digits.
  expect(same?.haematoxylin).toBeLessThan(0.5);
  expect(same?.dab).toBeLessThan(0.5);
  const bluish = stainAngles(model({ ...RUIFROK_H_DAB, haematoxylin: [0.8346, 0.4869, 0.2577] }));
  expect(bluish?.haematoxylin).toBeCloseTo(16.3, 0);
});

test('a slide with too little stain has no angle', () => expect(stainAngles(model())).toBeUndefined());
