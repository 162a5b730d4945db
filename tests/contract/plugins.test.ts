import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

interface Manifest {
  readonly name: string;
  readonly keywords?: readonly string[];
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8')) as Manifest;

/** The built bundle's default export, loaded as the stock host loads it: by URL, `default` taken. */
const bundleOf = async (name: string) => {
  const file = path.join(root, 'dist/plugins', `${name}.js`);
  if (!existsSync(file)) throw new Error(`${file} is missing: run "npm run build" first.`);
  return ((await import(file)) as { default: Record<string, unknown> }).default;
};

const extensions = [
  { folder: 'extensions/ihc-scoring', bundle: 'ihc-scoring', panel: 'ihcScoring' },
  { folder: 'extensions/ct-radiomics', bundle: 'ct-radiomics', panel: 'ctRadiomics' },
  { folder: 'extensions/combined-report', bundle: 'combined-report', panel: 'report' },
];
const modes = [
  { folder: 'modes/pathology', bundle: 'pathology', route: 'pathology', uses: 'ihc-scoring' },
  { folder: 'modes/radiology', bundle: 'radiology', route: 'radiology', uses: 'ct-radiomics' },
  { folder: 'modes/report', bundle: 'report', route: 'report', uses: 'combined-report' },
];

test.each(extensions)(
  '$folder: the id is the package name and the package says ohif-extension',
  async ({ folder, bundle }) => {
    const manifest = manifestOf(folder);
    expect(manifest.keywords).toContain('ohif-extension');
    expect(Object.keys(manifest.peerDependencies ?? {})).toEqual(
      expect.arrayContaining(['@ohif/core', 'react', 'react-dom']),
    );
    expect((await bundleOf(bundle)).id).toBe(manifest.name);
  },
);

test.each(extensions)('$folder: every element of a module has a name', async ({ bundle, panel }) => {
  const extension = await bundleOf(bundle);
  const services = new Proxy({}, { get: () => ({ services: {} }) });
  const panels = (extension.getPanelModule as (host: unknown) => { name: string }[])(services);
  expect(panels.map(({ name }) => name)).toEqual([panel]);
});

test.each(modes)(
  '$folder: the id is the package name and its extensions are built-in ids or our URLs',
  async mode => {
    const manifest = manifestOf(mode.folder);
    expect(manifest.keywords).toContain('ohif-mode');
    const loaded = await bundleOf(mode.bundle);
    expect(loaded.id).toBe(manifest.name);
    const keys = Object.keys(loaded.extensionDependencies as Record<string, string>);
    expect(keys).toContain(`/plugins/${mode.uses}.js`);
    for (const key of keys) expect(key).toMatch(/^(@ohif\/extension-[a-z-]+|\/plugins\/[a-z-]+\.js)$/);
  },
);
