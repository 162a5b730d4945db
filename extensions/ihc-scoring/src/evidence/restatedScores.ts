import type { Code, ContentItem, RootContainer } from '@timescope/core/dicom/contentItem';
import { itemsOfTree } from '@timescope/core/dicom/read/structuredReport';
import { PIXEL_HEIGHT, PIXEL_WIDTH } from '@timescope/core/report/slideCodes';
import { micrometresPerPixel } from '@timescope/core/units';
import { UNPLACED } from './slideMatrix';
import { slideReport, type SlideReport } from './slideReport';

/**
 * The report of a stored result once more, from the result alone: for comparing what both state. It refers to no object
 * and names no specimen; the pixel size is the stored report's.
 */
export function restatedScores(
  said: Pick<SlideReport, 'result' | 'reader' | 'signed'>,
  stored: RootContainer,
): RootContainer {
  const mpp = { x: pixelSize(stored, PIXEL_WIDTH), y: pixelSize(stored, PIXEL_HEIGHT) };
  return slideReport({
    ...said,
    key: '',
    slide: {
      placement: { ...UNPLACED, mpp },
      levels: [],
      frameOfReferenceUid: undefined,
      seriesInstanceUid: '',
      specimens: [],
      containerIdentifier: undefined,
    },
    segments: {},
    image: { sopClassUid: '', sopInstanceUid: '' },
    otherObjects: [],
  });
}

type Measured = Extract<ContentItem, { readonly value: number }>;

function pixelSize(stored: RootContainer, { value, scheme }: Code) {
  const [found] = itemsOfTree(
    stored,
    (item): item is Measured =>
      item.kind === 'NUM' && 'value' in item && item.name.value === value && item.name.scheme === scheme,
  );
  // Without it the areas contradict the document, and the report is refused.
  return micrometresPerPixel(found?.value ?? 1);
}
