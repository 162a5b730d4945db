import type { RootContainer } from '@timescope/core/dicom/contentItem';
import { volumeMm3 } from './ctObjects';
import type { SavedCt } from './ctToSave';
import { predictionReport } from './predictionReport';

/** The report of a stored prediction once more, from the prediction alone: for comparing what both state. It refers to no object. */
export function restatedPrediction({ outcome, roi, ct, decisions, savedBy }: SavedCt): RootContainer {
  return predictionReport({
    result: outcome.result,
    roi: {
      label: roi.label,
      volumeMm3: volumeMm3({ ct, roi }),
      segment: { ...NOTHING, segment: 1 },
      frame: 1,
    },
    slice: NOTHING,
    maps: {},
    otherObjects: [],
    sourceSeriesUid: '',
    decisions,
    reader: savedBy.reader,
  });
}

const NOTHING = { sopClassUid: '', sopInstanceUid: '' };
