import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(import.meta.dirname, '../..');

interface Import {
  readonly file: string;
  readonly target: string;
}

/** DESIGN's table "Who may import whom": the first row whose folder holds the file decides. */
const rows: readonly { folder: RegExp; may: readonly RegExp[] }[] = [
  { folder: /^packages\/core\/src\/dicom\//, may: [/^packages\/core\//, /^(dicom-parser|dcmjs)(\/|$)/] },
  { folder: /^packages\/core\/src\/sha256\.ts$/, may: [/^@noble\/hashes\//] },
  { folder: /^packages\/core\/src\/statistics\//, may: [/^packages\/core\//, /^@stdlib\//, /^ml-matrix$/] },
  { folder: /^packages\/core\/src\/plots\//, may: [/^packages\/core\//, /^d3-(scale|shape)$/] },
  { folder: /^packages\/core\//, may: [/^packages\/core\//] },
  { folder: /^packages\/runtime\/src\/ort/, may: [/^packages\/(core|runtime)\//, /^onnxruntime-/, /^node:/] },
  {
    folder: /^packages\/runtime\/src\/itk/,
    may: [/^packages\/(core|runtime)\//, /^(@itk-wasm\/|itk-wasm)/, /^node:/],
  },
  {
    folder: /^packages\/runtime\/src\/decode\//,
    may: [/^packages\/(core|runtime)\//, /^(sharp|@cornerstonejs\/codec-(openjpeg|charls)\/.+)$/, /^node:/],
  },
  { folder: /^packages\/runtime\//, may: [/^packages\/(core|runtime)\//, /^(sharp|comlink)$/, /^node:/] },
  {
    folder: /^packages\/ohif\//,
    may: [/^packages\/(core|runtime|ohif)\//, /^react(-dom)?(\/|$)/, /^@(ohif|cornerstonejs)\//],
  },
  { folder: /^packages\/synthetic\//, may: [/^packages\/(core|runtime|synthetic)\//, /^node:/] },
  {
    folder: /^packages\/server\//,
    may: [/^packages\/(core|runtime|synthetic|server)\//, /^@?fastify/, /^node:/],
  },
  {
    folder: /^packages\/cli\//,
    may: [
      /^packages\/(core|runtime|synthetic|server|cli)\//,
      /^extensions\/[^/]+\/src\/(pipeline|evidence)\//,
      /^bullmq$/,
      /^node:/,
    ],
  },
  {
    folder: /^extensions\/combined-report\/src\/evidence\//,
    may: [
      /^packages\/core\//,
      /^extensions\/combined-report\/src\/evidence\//,
      /^(pdfkit(\/output)?|fontkit|bidi-js)$/,
    ],
  },
  ...['ihc-scoring', 'ct-radiomics', 'combined-report'].flatMap(name => [
    {
      folder: new RegExp(`^extensions/${name}/src/(pipeline|evidence)/`),
      may: [/^packages\/core\//, new RegExp(`^extensions/${name}/src/(pipeline|evidence)/`)],
    },
    {
      folder: new RegExp(`^extensions/${name}/src/worker/`),
      may: [
        /^packages\/(core|runtime)\//,
        new RegExp(`^extensions/${name}/src/((pipeline|evidence|worker)/|strings$)`),
      ],
    },
    {
      folder: new RegExp(`^extensions/${name}/`),
      may: [
        /^packages\/(core|runtime|ohif)\//,
        new RegExp(`^extensions/${name}/`),
        /^react(-dom)?(\/|$)/,
        /^@(ohif|cornerstonejs)\//,
      ],
    },
  ]),
  ...['pathology', 'radiology', 'report'].map(name => ({
    folder: new RegExp(`^modes/${name}/`),
    may: [new RegExp(`^modes/${name}/`)],
  })),
];

const sources = ['packages', 'extensions', 'modes'].flatMap(group =>
  readdirSync(path.join(root, group)).flatMap(name => sourcesUnder(`${group}/${name}/src`)),
);

test('there are sources to check', () => {
  expect(sources.length).toBeGreaterThan(50);
});

test('every import is allowed by the design', () => {
  const forbidden = sources
    .flatMap(file => importsOf(file))
    .filter(({ file, target }) => {
      const row = rows.find(({ folder }) => folder.test(file));
      return !row?.may.some(allowed => allowed.test(target));
    });
  expect(forbidden.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
});

test('an extension takes only types of its pipeline outside its worker', () => {
  const values = sources
    .filter(file => /^extensions\/[^/]+\/src\/(panels|overlays)\//.test(file))
    .flatMap(file => importsOf(file, { valuesOnly: true }))
    .filter(({ target }) => /\/src\/pipeline\/(?!presets|cellTable)/.test(target));
  expect(values.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
});

test('only the host package, panels, overlays and services know the window', () => {
  const allowed =
    /^(packages\/(ohif|runtime)\/|extensions\/[^/]+\/src\/(panels|overlays|services|worker)\/|extensions\/[^/]+\/src\/[^/]+$)/;
  const knowing = sources
    .filter(file => !allowed.test(file))
    .filter(file => /(?<![.\w])(window|document|navigator|localStorage)\s*[.[]/.test(code(file)));
  expect(knowing).toEqual([]);
});

/** The file without its comments and strings. */
function code(file: string): string {
  return readFileSync(path.join(root, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    .replace(/'[^'\n]*'|`[^`]*`/g, "''");
}

function sourcesUnder(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name))
    .map(name => path.posix.join(folder, name.split(path.sep).join('/')));
}

function importsOf(file: string, { valuesOnly = false } = {}): Import[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(path.join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      if (!(valuesOnly && isTypeOnly(node))) found.push((node.moduleSpecifier as ts.StringLiteral).text);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments;
      if (specifier && ts.isStringLiteral(specifier)) found.push(specifier.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.map(specifier => ({ file, target: resolved(file, specifier) }));
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  return ts.isImportDeclaration(node)
    ? node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
    : node.isTypeOnly;
}

/** Our own packages and relative paths become paths from the root; other packages stay as they are. */
function resolved(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(file), specifier);
  const own = /^@timescope\/(extension-|mode-)?([^/]+)\/?(.*)$/.exec(specifier);
  if (!own) return specifier;
  const group = own[1] === undefined ? 'packages' : own[1] === 'mode-' ? 'modes' : 'extensions';
  return `${group}/${own[2] ?? ''}/src/${own[3] ?? ''}`;
}
