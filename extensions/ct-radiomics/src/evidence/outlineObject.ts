import type { Rgb } from '@timescope/core/dicom/displayColour';
import { ctSegmentation } from '@timescope/core/dicom/write/ctSegmentation';
import type { DerivedObject, SourceAttributes } from '@timescope/core/dicom/write/derivedModules';
import type { DicomObject, SavedBy } from '@timescope/core/dicom/write/resultObjects';
import { rtStructureSet } from '@timescope/core/dicom/write/rtStructureSet';
import * as codes from '@timescope/core/report/ctCodes';
import { contentKey } from '@timescope/core/result/contentKey';
import { sha256Hex } from '@timescope/core/sha256';
import { VERSION } from '@timescope/core/version';
import type { VolumeSlices } from '@timescope/core/volume';
import { trackingUid } from './predictionReport';

/** What a reader drew, without any prediction. */
interface DrawnRegions {
  readonly source: SourceAttributes;
  readonly savedBy: SavedBy;
  readonly ct: VolumeSlices;
  readonly regions: readonly { readonly name: string; readonly colour: Rgb; readonly values: Uint8Array }[];
}

export type OutlineFormat = 'SEG' | 'RTSTRUCT';

/** All regions of a CT as one segmentation or one structure set; empty ones are kept. */
export function outlineObject(format: OutlineFormat, drawn: DrawnRegions): DicomObject {
  const { ct, regions, source } = drawn;
  const about = describe(format, drawn);
  if (format === 'RTSTRUCT')
    return rtStructureSet(
      about,
      ct,
      regions.map(region => ({ ...region, drawn: 'MANUAL' })),
    );
  return ctSegmentation(
    about,
    ct,
    regions.map(({ name, colour, values }) => ({
      ...{ label: name, colour, values },
      category: codes.ABNORMAL_STRUCTURE,
      type: codes.NEOPLASM,
      algorithm: { kind: 'MANUAL' },
      tracking: { id: name, uid: trackingUid(source.seriesInstanceUid, name) },
    })),
  );
}

/** Above the numbers that scanners give, and apart from those of saved results. Ours. */
const SERIES: Readonly<Record<OutlineFormat, number>> = { SEG: 8901, RTSTRUCT: 8902 };

function describe(format: OutlineFormat, { source, savedBy, regions }: DrawnRegions): DerivedObject {
  return {
    ...{ source, savedBy },
    key: contentKey({
      studyInstanceUid: source.studyInstanceUid,
      seriesInstanceUid: source.seriesInstanceUid,
      sopInstanceUids: source.images.map(({ sopInstanceUid }) => sopInstanceUid),
      inputDigest: '',
      modelHashes: [],
      algorithm: { name: 'CT outline', version: VERSION },
      parameters: { format, regions: regions.map(({ name, values }) => [name, sha256Hex(values)]) },
      engine: '',
      regionDigests: regions.map(({ values }) => sha256Hex(values)),
      decisions: null,
      reader: savedBy.reader,
      predecessor: null,
    }),
    name: format === 'SEG' ? 'outline-seg' : 'outline-rtstruct',
    seriesNumber: SERIES[format],
    seriesDescription: `TIMEscope CT: ${format === 'SEG' ? 'outlines' : 'contours'} of ${regions.length} ${regions.length === 1 ? 'region' : 'regions'}`,
  };
}
