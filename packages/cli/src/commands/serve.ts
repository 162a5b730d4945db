import path from 'node:path';
import { parseArgs } from 'node:util';
import { TimescopeError } from '@timescope/core/errors';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import { renderFrame } from '@timescope/runtime/decode/renderFrame';
import { DEFAULT_HOST_VERSION, hostIntegrity, isHostVersion } from '@timescope/server/host/hostVersions';
import type { SiteModels } from '@timescope/server/host/staticHost';
import { readModels, requireOwnName } from '@timescope/runtime/models';
import { SITE_TIERS } from '@timescope/runtime/siteNetwork';
import { startServer, type ServerOptions } from '@timescope/server/server';
import type { Command } from '../command';
import { demoCohort } from '../demoCohort';
import { demoFolder } from '../demoFolder';
import { demoSectionSet, demoStudySet } from '../demoSets';
import { readCohort } from '../immune/readCohort';
import { repositoryFolder } from '../repositoryFolder';

/** Serves until it is interrupted. */
export const serve: Command = {
  usage:
    'timescope serve [--data DIR]... [--pacs URL] [--cohort COHORT.json]... [--models DIR] [--tier reference|webgpu] [--port N] [--host-version 3.13.2]',
  summary:
    'Serves the stock OHIF viewer with our modes over folders of DICOM files or over a PACS; with neither, over demo ' +
    'studies, drawn on the first run. --cohort: a reference cohort that the viewer offers for immune scores. ' +
    '--models: a folder of networks (each a folder with card.json and model.onnx) that stand before ours in the viewer. ' +
    '--tier webgpu: networks run on the graphics card where the browser can, and the result says so. ' +
    'Objects stored from the viewer go to .cache/store (with --pacs, to the PACS), never into a folder of yours.',
  async run(argv) {
    const options = await serverOptions(argv);
    const server = await startServer(options);
    say(`Serving ${options.pacs ?? options.data?.join(', ') ?? ''}\n${RESEARCH_USE}`);
    say(`Open ${server.url} in a browser. Ctrl-C ends the server.`);
    await interrupted();
    await server.close();
    return 0;
  },
};

async function serverOptions(argv: string[]): Promise<ServerOptions> {
  const { values } = parseArgs({
    args: argv,
    options: {
      data: { type: 'string', multiple: true },
      pacs: { type: 'string' },
      cohort: { type: 'string', multiple: true },
      models: { type: 'string' },
      tier: { type: 'string', default: 'reference' },
      port: { type: 'string' },
      'host-version': { type: 'string', default: DEFAULT_HOST_VERSION },
    },
  });
  const repository = repositoryFolder();
  const { pacs } = values;
  if (pacs !== undefined && values.data)
    throw wrong('--data and --pacs exclude each other.', 'Give one of them.');
  const isDemo = pacs === undefined && !values.data;
  const cohorts = await Promise.all((values.cohort ?? []).map(readCohort));
  const options: ServerOptions = {
    repository,
    cohorts: isDemo ? [...cohorts, demoCohort()] : cohorts,
    ...(values.port !== undefined && { port: portNumber(values.port) }),
    hostVersion: hostVersion(values['host-version']),
    tier: siteTier(values.tier),
    render: renderFrame,
    say,
    ...(values.models !== undefined && { models: await siteModels(values.models) }),
  };
  return pacs === undefined
    ? { ...options, data: values.data ?? (await demoFolders(repository)) }
    : { ...options, pacs };
}

/** @throws what is wrong with a card; TimescopeError MODEL_MISSING, MODEL_MISMATCH for one that has another folder's name */
async function siteModels(folder: string): Promise<SiteModels> {
  const { cards, refused } = await readModels(folder);
  for (const { why } of refused) throw why;
  for (const { card, folder: own } of cards) requireOwnName(card, own);
  return { folder: path.resolve(folder), names: cards.map(({ card }) => card.name) };
}

const demoFolders = async (repository: string): Promise<string[]> => [
  await demoFolder(repository, demoStudySet, say),
  await demoFolder(repository, demoSectionSet, say),
];

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535 && text !== '') return port;
  throw wrong(`"${text}" is not a port.`, 'Give a whole number from 0 to 65535; 0 takes any free port.');
}

function siteTier(tier: string) {
  const known = SITE_TIERS.find(each => each === tier);
  if (known) return known;
  throw wrong(`The viewer knows no tier "${tier}".`, `Name one of ${SITE_TIERS.join(', ')}.`);
}

function hostVersion(version: string) {
  if (isHostVersion(version)) return version;
  throw wrong(
    `OHIF ${version} is not among the tested versions.`,
    `Choose one of ${Object.keys(hostIntegrity).join(', ')}.`,
  );
}

const wrong = (message: string, nextStep: string) =>
  new TimescopeError('USAGE', message, { kind: 'usage', nextStep });

const interrupted = () =>
  new Promise<void>(resolve => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });

const say = (line: string) => void process.stderr.write(`${line}\n`);
