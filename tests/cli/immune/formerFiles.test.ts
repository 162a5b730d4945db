import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { removeFormerFiles } from '../../../packages/cli/src/immune/formerFiles';
import { temporaryFolder } from '../../harness/cohortFixture';

const folder = await temporaryFolder();
const MAP = 'column,row,x_px,y_px,size_px,class,tissue_mm2,step,share_TUM\n';

async function filled(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const out = path.join(folder, name);
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(out, file)), { recursive: true });
    await writeFile(path.join(out, file), text);
  }
  return out;
}

const left = async (out: string) =>
  (await readdir(out, { recursive: true, withFileTypes: true }))
    .map(each => path.relative(out, path.join(each.parentPath, each.name)))
    .sort();

test('a slide that is not measured any more, its places and the plots of a cohort go; the rest stays', async () => {
  const out = await filled('used', {
    'notes.txt': 'mine',
    'stroma-immune.svg': '<svg/>',
    'intraepithelial-immune-survival.svg': '<svg/>',
    'cd3/tissue-map.csv': MAP,
    'cd3/cells.csv': 'x_px\n',
    'cd8/tissue-map.csv': MAP,
    'cd8/fields-of-cd3.geojson': '{}',
    'he/tissue-map.csv': MAP,
    'he/areas.csv': 'class\n',
    'he/fields.geojson': '{}',
    'he/fields-of-cd3.geojson': '{}',
  });
  await removeFormerFiles(out, ['cd3', 'cd8']);
  expect(await left(out)).toEqual(
    ['cd3', 'cd3/cells.csv', 'cd3/tissue-map.csv', 'cd8', 'cd8/tissue-map.csv', 'notes.txt'].sort(),
  );
});

test("a folder of a slide's name with a reader's own file loses only ours; one without a tissue map of ours nothing", async () => {
  const out = await filled('others', {
    'cd8/tissue-map.csv': MAP,
    'cd8/drawn.geojson': '{}',
    'he/tissue-map.csv': 'class,area\n',
    'he/areas.csv': 'mine\n',
  });
  await removeFormerFiles(out, ['cd3']);
  expect(await left(out)).toEqual(['cd8', 'cd8/drawn.geojson', 'he', 'he/areas.csv', 'he/tissue-map.csv']);
});
