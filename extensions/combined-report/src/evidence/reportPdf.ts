import PDFDocument from 'pdfkit';
import { joinedBytes } from '@timescope/core/joinedBytes';
import type { ReportDocument } from '@timescope/core/report/reportDocument';
import type { ReportFonts } from '@timescope/core/report/reportFonts';
import { reportStrings } from '@timescope/core/report/strings';
import { flow, type Band, type Placed } from './pdf/flow';
import type { Figures } from './pdf/figureUnits';
import { margins, type Margins } from './pdf/margins';
import { clinicalBands, provenanceBands, type Widths } from './pdf/reportBands';
import { numberedSigns } from './pdf/sharedNotes';
import { drawPages } from './pdf/sheets';
import { typeface } from './pdf/typeface';

/** Points. */
const PAPERS = { A4: [595.28, 841.89], Letter: [612, 792] } as const;

export type Paper = keyof typeof PAPERS;

/**
 * The report as a PDF: vector drawing, embedded letters, text that can be selected and read aloud. One page, or at least
 * what a clinician reads on the first, where letters stay at 8 points or more; else as many pages as it needs. Equal
 * arguments give equal bytes, in node and in a browser.
 * @throws TimescopeError MISSING_BUNDLE for fonts that cannot be read
 */
export async function reportPdf(
  report: ReportDocument,
  pictures: Figures,
  fonts: ReportFonts,
  paper: Paper,
): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = new PDFDocument({
    autoFirstPage: false,
    // In a browser pdfkit has no font of its own to begin with.
    font: '',
    // Compressors of node and browsers differ in their bytes.
    compress: false,
    pdfVersion: '1.7',
    lang: reportStrings.language,
    tagged: true,
    displayTitle: true,
    info: {
      Title: report.title,
      Subject: report.researchUse,
      Creator: 'TIMEscope',
      Producer: 'TIMEscope, pdfkit',
      CreationDate: momentOf(report.madeAt),
    },
  });
  const bytes = collected(pdf);
  const type = typeface(pdf, fonts);
  const sheet = PAPERS[paper];
  const around = margins(pdf, type, report, sheet, MARGIN);
  const pages = fitted(sheet, around, (size, widths) => {
    const ink = { pdf, type, size, nextSign: numberedSigns() };
    return {
      clinical: clinicalBands(ink, report, pictures, widths),
      provenance: provenanceBands(ink, report, pictures, widths),
    };
  });
  drawPages(pdf, pages, sheet, page => around.draw(page, pages.length));
  pdf.end();
  return bytes;
}

/** A moment without a zone is taken as it stands: the bytes do not depend on the machine's clock. */
const momentOf = (at: string): Date => new Date(/(Z|[+-]\d\d:?\d\d)$/.test(at) ? at : `${at}Z`);

/** Points of letters, greatest first; letters below 8 no one reads with ease. */
const SIZES = [9, 8.5, 8] as const;
const MARGIN = 24;
const GUTTER = 12;

/** What a clinician reads, and where it comes from. */
type Bands = Readonly<Record<'clinical' | 'provenance', readonly Band[]>>;

/** The greatest letters that leave the report on one page, else what a clinician reads on the first, else on the fewest. */
function fitted(
  [width, height]: readonly [number, number],
  { head, foot }: Margins,
  bandsAt: (size: number, widths: Widths) => Bands,
): readonly (readonly Placed[])[] {
  const whole = width - 2 * MARGIN;
  const widths = { 1: whole, 2: (whole - GUTTER) / 2 };
  const columns = { 1: [MARGIN], 2: [MARGIN, MARGIN + widths[2] + GUTTER] };
  const roomOf = (page: number) => ({
    top: MARGIN + (page === 0 ? 0 : head),
    bottom: height - MARGIN - foot,
  });
  const tried = SIZES.map(size => {
    const { clinical, provenance } = bandsAt(size, widths);
    const isClinicalOnOne = flow(clinical, columns, roomOf).length === 1;
    return { pages: flow([...clinical, ...provenance], columns, roomOf), isClinicalOnOne };
  });
  const fewest = Math.min(...tried.map(({ pages }) => pages.length));
  const best =
    tried.find(({ pages }) => pages.length === 1) ??
    tried.find(({ isClinicalOnOne }) => isClinicalOnOne) ??
    tried.find(({ pages }) => pages.length === fewest);
  return best?.pages ?? [];
}

/** What the PDF's writer gives, until it ends. */
const collected = (pdf: PDFKit.PDFDocument): Promise<Uint8Array<ArrayBuffer>> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('end', () => resolve(joinedBytes(chunks)));
    pdf.on('error', reject);
  });
