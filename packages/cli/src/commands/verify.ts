import { TimescopeError } from '@timescope/core/errors';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Command } from '../command';
import { EXIT_PARTIAL, EXIT_REJECTED } from '../exitCodes';
import { repositoryFolder } from '../repositoryFolder';
import { storeUrl } from '../store/landResult';
import type { Check } from '../verify/check';
import { combinedChecks, isOfCombined } from '../verify/combinedChecks';
import { contentChecks } from '../verify/contentChecks';
import { immuneChecks } from '../verify/immuneChecks';
import { predictionChecks } from '../verify/predictionChecks';
import { readBackCheck } from '../verify/readBackChecks';
import { documentCheck, readObjects, reportsAmong, setCheck } from '../verify/resultObjects';
import { readSavedResult, type ResultDocument } from '../verify/savedResult';
import { scoreChecks } from '../verify/scoreChecks';
import { sourcesOf, storeChecks } from '../verify/storeChecks';

export const verify: Command = {
  usage: 'timescope verify RESULT|DIR [--store URL] [--models DIR] [--json]',
  summary:
    'Holds a saved result against itself: numbers against sums, cells, hash and models, DICOM objects against their ' +
    'report and, with --store, against what a DICOMweb service has. Exit code 20 where something differs, 10 where ' +
    'something could not be checked. Of a combined report the values are composed once more from the results that it names, ' +
    'where they lie beside it or in the service.',
  async run(argv) {
    const { place, store, models, json } = verifyArguments(argv);
    const checks = await checksOf(place, store, models);
    process.stdout.write(json ? `${JSON.stringify({ checks })}\n` : table(checks));
    if (checks.some(({ outcome }) => outcome === 'differs')) return EXIT_REJECTED;
    return checks.some(({ outcome }) => outcome === 'not checked') ? EXIT_PARTIAL : 0;
  },
};

function verifyArguments(argv: string[]) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      store: { type: 'string' },
      models: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const [place, ...more] = positionals;
  if (place === undefined || more.length > 0)
    throw new TimescopeError('USAGE', 'One result is needed.', { kind: 'usage', nextStep: verify.usage });
  return {
    place,
    store: values.store === undefined ? undefined : storeUrl(values.store),
    models: values.models ?? path.join(repositoryFolder(), 'models'),
    json: values.json,
  };
}

async function checksOf(place: string, store: string | undefined, models: string): Promise<readonly Check[]> {
  const { folder, document, objectFiles } = await readSavedResult(place);
  const { objects, complaints } = await readObjects(objectFiles);
  const { reports, complaints: ofReports } = reportsAmong(objects);
  const measured = objects.filter(object => !isOfCombined(object));
  const isReportAlone = measured.length === 0 && objects.length > 0;
  const documents = document ? [document] : reports.map(report => report.document);
  return [
    ...(await Promise.all(documents.map(each => documentChecks(each, folder, models)))).flat(),
    ...complaints,
    ...ofReports,
    ...(objectFiles.length === 0 || isReportAlone ? [] : setCheck(measured, reports)),
    ...reports.map(report => readBackCheck(report, measured, reports)),
    ...(await combinedChecks(objects, sourcesOf(objects, store))),
    ...reports.flatMap(report => contentChecks(report, objects)),
    ...(document && reports.length > 0 ? [documentCheck(document, reports)] : []),
    ...(store === undefined ? [] : await storeChecks(objects, store)),
  ];
}

function documentChecks(found: ResultDocument, folder: string, models: string) {
  switch (found.kind) {
    case 'timescope.score':
      return scoreChecks(found, folder);
    case 'timescope.prediction':
      return predictionChecks(found, models);
    case 'timescope.immune':
      return immuneChecks(folder, found);
  }
}

const table = (checks: readonly Check[]): string =>
  checks.map(({ outcome, says }) => `${outcome.padEnd(12)}${says}\n`).join('');
