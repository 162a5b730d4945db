import { unknownMembers } from '@timescope/core/parseModelCard';
import { readModelCards } from '@timescope/runtime/models';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../harness/commandLine';

const shipped = await readModelCards(path.join(repository, 'models'));

test.each(shipped.map(({ card, folder }) => [card.name, card, folder] as const))(
  '%s says what goes in, how good it is on generated images by a recipe, and what it cannot do',
  (name, card, folder) => {
    expect(path.basename(folder)).toBe(name);
    expect(card.input.preparation).toMatch(/um\/px|Hounsfield/);
    expect(card.measured.some(({ recipe }) => recipe !== undefined)).toBe(true);
    expect(card.limits.length).toBeGreaterThan(0);
    expect(card.licence).toBe('MIT');
    expect(card.probe).toBeDefined();
    expect(unknownMembers(card)).toEqual([]);
    const isDemonstration = /^\*\*Demonstration weights/m.test(
      readFileSync(path.join(folder, 'README.md'), 'utf8'),
    );
    expect(isDemonstration).toBe(card.trainedOn.synthetic);
  },
);

test('a checkout stays small: the weights take at most 120 MB', () => {
  const bytes = shipped.map(({ folder }) => statSync(path.join(folder, 'model.onnx')).size);
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(120e6);
});
