import { dcm, own } from '@timescope/core/dicom/codes';
import type { ContentItem } from '@timescope/core/dicom/contentItem';
import { measurementGroup } from '@timescope/core/dicom/write/measurementReport';
import { codeItem, numberItem } from '@timescope/core/dicom/write/reportItems';
import { uidFrom } from '@timescope/core/dicom/write/uid';
import { slideFromMatrix, type MatrixPoint } from '@timescope/core/frames';
import { AREA, AREA_ROLE, SQUARE_MILLIMETRES } from '@timescope/core/report/slideCodes';
import type { Annotation, AnnotationRole } from '../pipeline/annotations';
import { ringsArea } from '../pipeline/annotations/ringsArea';
import { placementOf, type PlacedSlide } from './slideMatrix';

/** Drawn areas as planar regions (TID 1410), their rings in millimetres on the slide. */
export function areaGroups(
  annotations: readonly Annotation[],
  slide: PlacedSlide,
  key: string,
): readonly ContentItem[] {
  const { mpp } = placementOf(slide);
  return annotations.map(({ name, role, rings }, index) =>
    measurementGroup('1410', { id: `Area ${index + 1}: ${name}`, uid: uidFrom(key, 'area', String(index)) }, [
      codeItem('CONTAINS', AREA_ROLE, ROLES[role]),
      ...rings.map(ring => ringItem(ring, slide)),
      numberItem(AREA, SQUARE_MILLIMETRES, ringsArea(rings) * (mpp.x / 1000) * (mpp.y / 1000)),
    ]),
  );
}

function ringItem(ring: readonly MatrixPoint[], slide: PlacedSlide): ContentItem {
  const placement = placementOf(slide);
  const closed = [...ring, ...ring.slice(0, 1)].map(point => slideFromMatrix(point, placement));
  return {
    kind: 'SCOORD3D',
    relationship: 'CONTAINS',
    name: dcm('111030', 'Image Region'),
    graphic: 'POLYGON',
    points: closed.flatMap(({ x, y }) => [x, y, 0]),
    frameOfReferenceUid: slide.frameOfReferenceUid ?? uidFrom('frame of reference', slide.seriesInstanceUid),
  };
}

const ROLES = {
  region: own('REGION', 'Measured area'),
  tumour: own('TUMOURAREA', 'Tumour, as drawn'),
  stroma: own('STROMAAREA', 'Stroma, as drawn'),
  other: own('OTHERAREA', 'Other tissue, as drawn'),
  exclude: own('EXCLUDEDAREA', 'Left out'),
  control: own('CONTROLAREA', 'On-slide control, left out'),
} as const satisfies Record<AnnotationRole, ReturnType<typeof own>>;
