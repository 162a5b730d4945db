import type { Place, Placed, Tag } from './flow';

type Pdf = PDFKit.PDFDocument;

/** Passed over by screen readers: lines, and what a page says again. */
export const ARTIFACT: Tag = { type: 'Artifact' };

/**
 * Draws pages of placed strips, tagged in the order of reading.
 * @param margins draws the head and foot of a page, counted from 0
 */
export function drawPages(
  pdf: Pdf,
  pages: readonly (readonly Placed[])[],
  size: readonly [width: number, height: number],
  margins: (page: number) => void,
): void {
  const elementOf = elements(pdf);
  pages.forEach((placed, page) => {
    pdf.addPage({ size: [...size], margin: 0 });
    asArtifact(pdf, () => margins(page));
    for (const { strips, x, y, isRepeated } of placed) {
      for (const { tag, draw, at } of piecesInOrder({ strips, x, y })) {
        if (isRepeated || tag === ARTIFACT) asArtifact(pdf, () => draw(at));
        else elementOf(tag).add(() => draw(at));
      }
    }
  });
}

function asArtifact(pdf: Pdf, draw: () => void): void {
  pdf.markContent('Artifact', { type: 'Layout' });
  draw();
  pdf.endMarkedContent();
}

/** Cell by cell: whoever reads the page's stream meets the lines of a cell together. */
function piecesInOrder({ strips, x, y }: Omit<Placed, 'isRepeated'>) {
  let top = y;
  const pieces = strips.flatMap(strip => {
    const at: Place = { x, y: top };
    top += strip.height;
    return strip.pieces.map(piece => ({ ...piece, at }));
  });
  return pieces.sort((a, b) => a.cell - b.cell);
}

/** Each element of the structure is made when it is first drawn into. */
function elements(pdf: Pdf): (tag: Tag) => PDFKit.PDFStructureElement {
  const made = new Map<Tag, PDFKit.PDFStructureElement>();
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const elementOf = (tag: Tag): PDFKit.PDFStructureElement => {
    const known = made.get(tag);
    if (known) return known;
    const { type, alt, scope, parent } = tag;
    const element = pdf.struct(type, { ...(alt !== undefined && { alt }), ...(scope && { scope }) });
    (parent ? elementOf(parent) : root).add(element);
    made.set(tag, element);
    return element;
  };
  return elementOf;
}
