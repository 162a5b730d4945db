import { DEMONSTRATION_WEIGHTS } from '@timescope/core/modelCard';
import type { DerivedTime, PredictionResult } from '@timescope/core/result/predictionResult';
import type { CtVolume } from '@timescope/core/volume';
import type { Warning } from '@timescope/core/warning';
import type { PredictionParts } from './predictionDocument';

/** The paper's networks saw plain CT in 5 mm slices ("CT image acquisition"). */
const SLICE_THICKNESS_MM = 5;
const THICKNESS_TOLERANCE_MM = 0.05;

/** Ours: a box below this side is stretched more than 16 times to fill the networks' 224 px. */
const SMALL_BOX_PX = 14;

/** Why the prediction may not mean what it says: what the input is, where the networks come from. */
export function domainFlags(
  { volume, crop, outputs }: PredictionParts,
  targets: PredictionResult['targets'],
  derived: DerivedTime | undefined,
): Warning[] {
  const flags = [thicknessFlag(volume), contrastFlag(volume), smallFlag(crop.box)];
  if (outputs.some(({ network }) => network.card.trainedOn.synthetic))
    flags.push({ code: 'DEMONSTRATION', message: `${DEMONSTRATION_WEIGHTS}.` });
  for (const { map } of outputs)
    if (map.max === 0)
      flags.push({ code: 'EMPTY_MAP', message: `The Grad-CAM of ${map.target} is 0 everywhere.` });
  if (derived && targets.time && derived.class !== targets.time.class)
    flags.push({
      code: 'TIME_DISAGREES',
      message: `The TIME type is ${derived.class} by its three parts and ${targets.time.class} by its own network.`,
    });
  return [...flags.filter(flag => flag !== undefined), ...volume.warnings];
}

function thicknessFlag({ acquisition, placement }: CtVolume): Warning | undefined {
  const [x, y, z] = placement.slice;
  const thickness = acquisition.sliceThicknessMm ?? Math.sqrt(x * x + y * y + z * z);
  if (Math.abs(thickness - SLICE_THICKNESS_MM) <= THICKNESS_TOLERANCE_MM) return undefined;
  return {
    code: 'SLICE_THICKNESS',
    message: `The slices are ${Number(thickness.toFixed(2))} mm thick; the method was made for ${SLICE_THICKNESS_MM} mm.`,
  };
}

function contrastFlag({ acquisition, sliceUids }: CtVolume): Warning | undefined {
  if (acquisition.contrastAgent !== undefined)
    return { code: 'CONTRAST', message: 'The CT has contrast medium; the method was made for plain CT.' };
  if (sliceUids.length > 0) return undefined;
  return { code: 'CONTRAST_UNKNOWN', message: 'The file does not say whether contrast medium was given.' };
}

function smallFlag({ width, height }: { width: number; height: number }): Warning | undefined {
  if (Math.max(width, height) >= SMALL_BOX_PX) return undefined;
  return { code: 'SMALL_ROI', message: `The ROI's box has only ${width} x ${height} voxels on this slice.` };
}
