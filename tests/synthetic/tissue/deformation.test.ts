import { noDeformation, toScene, toSection, type Deformation } from '@timescope/synthetic/tissue/deformation';

test('a section that lies straight shows each place where it is', () => {
  expect(toScene(noDeformation, 12, 34)).toEqual([12, 34]);
  expect(toSection(noDeformation, 12, 34)).toEqual([12, 34]);
});

test('turned by 90 degrees, what was above the centre lies to its right', () => {
  const turned = { ...noDeformation, degrees: 90, centreUm: [100, 100] as const };
  const [x, y] = toSection(turned, 100, 90);
  expect(x).toBeCloseTo(110, 9);
  expect(y).toBeCloseTo(100, 9);
});

test('stretched twofold about (10, 10) and moved by (3, 4), (11, 12) shows what is at (15, 18) of the block', () => {
  const lying = {
    ...noDeformation,
    stretch: [2, 2] as const,
    shiftUm: [3, 4] as const,
    centreUm: [10, 10] as const,
  };
  expect(toScene(lying, 11, 12)).toEqual([15, 18]);
});

test('there and back again is the same place to a nanometre, bending included', () => {
  const lying: Deformation = {
    degrees: 7,
    stretch: [1.02, 0.98],
    shiftUm: [40, -25],
    bendUm: 15,
    bendSeed: 5,
    centreUm: [1500, 1500],
  };
  for (let x = 0; x <= 3000; x += 500)
    for (let y = 0; y <= 3000; y += 500) {
      const back = toSection(lying, ...toScene(lying, x, y));
      expect(Math.abs(back[0] - x) + Math.abs(back[1] - y)).toBeLessThan(1e-3);
    }
});
