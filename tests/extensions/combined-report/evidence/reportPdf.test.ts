import type { MadePicture } from '@timescope/core/report/pictures/reportPictures';
import type { ReportDocument } from '@timescope/core/report/reportDocument';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import { reportPdf } from '@timescope/extension-combined-report/evidence/reportPdf';
import { reportFonts } from '@timescope/runtime/reportFonts';
import sharp from 'sharp';
import { ordinaryFacts, reportOf } from '../../../harness/ordinaryReport';
import { aboutPdf, fontsOfPdf, picturesOfPdf, structureOfPdf, wordsOfPdf } from '../../../harness/pdfTools';
import { printedWords, withoutSpaces } from '../../../harness/printedValues';
import { patientFacts } from '../../../harness/reportFacts';

const fonts = await reportFonts();
const none: ReadonlyMap<string, MadePicture> = new Map();
const report = reportOf(ordinaryFacts());
const pdf = await reportPdf(report, none, fonts, 'A4');

/** Sentences that a page breaks are on two lines, and a sign stands for what values have in common. */
const missingIn = (words: string, of: ReportDocument): readonly string[] => {
  const all = withoutSpaces(words);
  return printedWords(of).filter(each => !all.includes(withoutSpaces(each)));
};

const named = (name: string, id = 'P-17'): ReportDocument =>
  reportOf(ordinaryFacts({ patient: { ...patientFacts().patient, name, id } }));

test('every printed word of the report is text of the PDF, and of its structure for screen readers', () => {
  expect(missingIn(wordsOfPdf(pdf), report)).toEqual([]);
  expect(missingIn(structureOfPdf(pdf), report)).toEqual([]);
});

test('it is tagged, has a title and a language, and its letters are embedded', () => {
  expect(aboutPdf(pdf)).toMatch(/^Title: +Combined report: CT and tissue$/m);
  expect(aboutPdf(pdf)).toMatch(/^Tagged: +yes$/m);
  expect(Buffer.from(pdf).includes('/Lang (en)')).toBe(true);
  const faces = fontsOfPdf(pdf).split('\n').slice(2, -1);
  expect(faces).toHaveLength(2);
  for (const face of faces) expect(face).toMatch(/CID TrueType +Identity-H +yes yes yes/);
});

test.each(['A4', 'Letter'] as const)(
  '%s: research use, patient and number stand on each page',
  async paper => {
    const on = await reportPdf(report, none, fonts, paper);
    expect(aboutPdf(on)).toMatch(
      paper === 'A4' ? /595\.28 x 841\.89 pts \(A4\)/ : /612 x 792 pts \(letter\)/,
    );
    const pages = wordsOfPdf(on).split('\f').slice(0, -1);
    expect(pages.length).toBeGreaterThan(1);
    pages.forEach((page, k) => {
      expect(page).toContain(RESEARCH_USE);
      expect(page).toContain('Patient ID P-17');
      expect(page).toContain(`Page ${k + 1} of ${pages.length}`);
    });
  },
);

test('equal reports have equal bytes, whatever the time and the zone of the machine', async () => {
  const zone = process.env.TZ;
  process.env.TZ = 'Pacific/Auckland';
  const again = await reportPdf(report, none, fonts, 'A4');
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
  expect(Buffer.compare(again, pdf)).toBe(0);
});

test('of one CT and one slide it is two pages at most, and the table of CT beside tissue is on the first', async () => {
  const { slides, ...facts } = ordinaryFacts();
  const short = reportOf({ ...facts, immune: undefined, slides: slides.slice(1) });
  const [first = '', ...others] = wordsOfPdf(
    await reportPdf(short, await pictures(short), fonts, 'A4'),
  ).split('\f');
  for (const { label, decided } of short.comparison)
    for (const words of [label, decided]) expect(withoutSpaces(first)).toContain(withoutSpaces(words));
  expect(others).toHaveLength(2);
});

test('pictures have one scale, 300 pixels an inch, where letters of 21 pixels are as those of 7 points', async () => {
  const lines = picturesOfPdf(await reportPdf(report, await pictures(report), fonts, 'A4'));
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) expect(line).toMatch(/ 300 +300 /);
  const wide = picturesOfPdf(await reportPdf(report, await pictures(report, 960, 100), fonts, 'A4'));
  expect(wide).toHaveLength(lines.length);
});

test('a report with little to say is one page', async () => {
  expect(aboutPdf(await reportPdf(reportOf(patientFacts()), none, fonts, 'A4'))).toMatch(/^Pages: +1$/m);
});

test('a picture that is not there says why', async () => {
  const [key = ''] = keysOf(report);
  const missing = new Map<string, MadePicture>([[key, { kind: 'missing', because: 'The archive is away.' }]]);
  const words = withoutSpaces(wordsOfPdf(await reportPdf(report, missing, fonts, 'A4')));
  expect(words).toContain('Nopicture:Thearchiveisaway.');
  expect(words).toContain('Nopicture:Theimageswerenotgiven.');
});

test('words of other scripts are kept letter by letter in the order of reading', async () => {
  const names = ['Ελένη Παπαδοπούλου', 'Анна Каренина', 'Đặng Thị Ánh', 'כהן דוד', 'محمد علي', 'Åse Ødegård'];
  for (const name of names) {
    const words = wordsOfPdf(await reportPdf(named(name), none, fonts, 'A4')).normalize('NFKC');
    for (const word of name.split(' ')) expect(words).toContain(word);
  }
});

test('a character without a glyph is printed by its code point, and controls do nothing', async () => {
  const words = wordsOfPdf(await reportPdf(named('山田 \u202eevil\u0007 \ud83e\ude7a'), none, fonts, 'A4'));
  expect(words).toContain('U+5C71 U+7530 U+202E evil U+0007 U+1FA7A');
});

test('markup is text, and an identifier of 64 characters is whole on each page', async () => {
  const id = '1234567890'.repeat(6) + 'WXYZ';
  const hostile = named('<b>Ann</b> &amp; "Co" (x) \\ /Title', id);
  const words = wordsOfPdf(await reportPdf(hostile, none, fonts, 'Letter'));
  expect(missingIn(words, hostile)).toEqual([]);
  for (const page of words.split('\f').slice(0, -1)) expect(withoutSpaces(page)).toContain(`PatientID${id}`);
});

test('remarks of many pages flow on, nothing is cut off', async () => {
  const remarks = Array.from({ length: 2000 }, (_, k) => `word${k}`).join(' ');
  const { context } = ordinaryFacts();
  const long = reportOf(ordinaryFacts({ context: { ...context, remarks } }));
  const words = wordsOfPdf(await reportPdf(long, none, fonts, 'A4'));
  expect(Array.from({ length: 2000 }, (_, k) => `word${k}`).filter(each => !words.includes(each))).toEqual(
    [],
  );
  expect(words).toContain('Clinical context (continued)');
});

test('a file that is no font is refused in plain words', async () => {
  const broken = { ...fonts, bold: new Uint8Array(100) };
  await expect(reportPdf(report, none, broken, 'A4')).rejects.toThrow(
    'A font of the report is missing or cannot be read.',
  );
});

const keysOf = ({ ct, pathology }: ReportDocument): readonly string[] =>
  [ct, ...pathology].flatMap(({ figures }) =>
    figures.flatMap(each => (each.kind === 'picture' ? [each.key] : [])),
  );

async function pictures(
  of: ReportDocument,
  width = 480,
  height = 534,
): Promise<ReadonlyMap<string, MadePicture>> {
  const png = await sharp({ create: { width, height, channels: 3, background: '#888' } })
    .png()
    .toBuffer();
  const picture: MadePicture = { kind: 'png', png: Uint8Array.from(png), width, height };
  return new Map(keysOf(of).map(key => [key, picture]));
}
