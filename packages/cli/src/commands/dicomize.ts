import { TimescopeError } from '@timescope/core/errors';
import { parseArgs } from 'node:util';
import type { Command } from '../command';
import { writeSlide, type ImageToWrite } from '../dicomize/writeSlide';

export const dicomize: Command = {
  usage: 'timescope dicomize IMAGE --mpp UM --out DIR [--dataset FILE.json] [--jpeg QUALITY] [--json]',
  summary:
    'Writes a PNG, JPEG or TIFF as a DICOM slide (one file a level of the pyramid, pixels unchanged unless --jpeg). ' +
    'The dataset says who and what it is: patient, study, series, container, specimen, opticalPath.',
  async run(argv) {
    const asked = dicomizeArguments(argv);
    const files = await writeSlide(asked);
    process.stdout.write(asked.json ? `${JSON.stringify({ files })}\n` : `${files.join('\n')}\n`);
    return 0;
  },
};

interface Asked extends ImageToWrite {
  readonly json: boolean;
}

function dicomizeArguments(argv: string[]): Asked {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      mpp: { type: 'string' },
      dataset: { type: 'string' },
      out: { type: 'string' },
      jpeg: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const [image] = positionals;
  if (image === undefined || positionals.length !== 1)
    throw usage(`One image was expected, ${positionals.length} were given.`);
  if (values.out === undefined) throw usage('The folder for the DICOM files is missing (--out DIR).');
  const mpp = Number(values.mpp);
  if (!(mpp > 0 && mpp < 1000))
    throw usage('The pixel size is missing or no number of micrometres (--mpp UM).');
  const jpeg = values.jpeg === undefined ? undefined : Number(values.jpeg);
  if (jpeg !== undefined && !(Number.isInteger(jpeg) && jpeg >= 1 && jpeg <= 100))
    throw usage('The JPEG quality must be a whole number from 1 to 100 (--jpeg QUALITY).');
  return { image, mpp, out: values.out, dataset: values.dataset, jpeg, json: values.json };
}

const usage = (message: string): TimescopeError =>
  new TimescopeError('USAGE', message, { nextStep: 'See timescope dicomize --help.', kind: 'usage' });
