import { DEMONSTRATION_WEIGHTS } from '@timescope/core/modelCard';
import { tierNotes, type Network } from '@timescope/core/network';
import type { DerivedTime, PredictionResult } from '@timescope/core/result/predictionResult';
import type { CtVolume } from '@timescope/core/volume';
import type { Warning } from '@timescope/core/warning';
import { SOFT_TISSUE_WINDOW } from '@timescope/core/windowedGrey';
import { DEFAULT_MARGIN, INPUT_PX } from './crop';
import type { PredictionParts } from './predictionDocument';
import { TARGET_NAMES } from './targetNames';

/** The paper's networks saw plain CT in 5 mm slices ("CT image acquisition") of colorectal cancers. */
const SLICE_THICKNESS_MM = 5;
const THICKNESS_TOLERANCE_MM = 0.05;
/** Ours: how scanners write the parts of the body that show colon and rectum; the short ones as words (not SCAPULA). */
const COLORECTAL = /ABD|PELV|COLON|COLORECT|BOWEL|WHOLE|(?<![A-Z])(RECT|(TAP|CAP)(?![A-Z]))/i;
/** Ours: on the usual grid of 0.8 mm fewer than 160 voxels. */
const SMALL_MM2 = 100;
/** Ours: scanners that do not tilt write 0. */
const TILT_DEGREES = 0.5;

/** Why the prediction may not mean what it says: what the input is, where the networks come from. */
export function domainFlags(
  parts: PredictionParts,
  targets: PredictionResult['targets'],
  derived: DerivedTime | undefined,
): Warning[] {
  const { volume, outputs } = parts;
  const networks = outputs.map(({ network }) => network);
  const flags = [
    thicknessFlag(volume),
    contrastFlag(volume),
    tiltFlag(volume),
    smallFlag(parts),
    bodyPartFlag(volume),
    scannerFlag(volume, networks),
    cropFlag(parts),
    demonstrationFlag(outputs),
    tierFlag(networks),
  ];
  for (const { map } of outputs)
    if (map.max === 0)
      flags.push({
        code: 'EMPTY_MAP',
        message: `The Grad-CAM of ${TARGET_NAMES[map.target]} is 0 everywhere.`,
      });
  if (derived && targets.time && derived.class !== targets.time.class)
    flags.push({
      code: 'TIME_DISAGREES',
      message: `The TIME type is ${derived.class} by its three parts and ${targets.time.class} by its own network.`,
    });
  return [...flags.filter(flag => flag !== undefined), ...volume.warnings];
}

function contrastFlag({ acquisition, sliceUids }: CtVolume): Warning | undefined {
  if (acquisition.contrastAgent !== undefined)
    return {
      code: 'CONTRAST',
      message:
        'The CT has contrast medium; the method was made for plain CT. Enhancement raises the HU of tumour and vessels, so the network sees other grey levels than it learned.',
    };
  if (sliceUids.length > 0) return undefined;
  return { code: 'CONTRAST_UNKNOWN', message: 'The file does not say whether contrast medium was given.' };
}

function thicknessFlag({ acquisition, placement }: CtVolume): Warning | undefined {
  const [x, y, z] = placement.slice;
  const thickness = acquisition.sliceThicknessMm ?? Math.sqrt(x * x + y * y + z * z);
  if (Math.abs(thickness - SLICE_THICKNESS_MM) <= THICKNESS_TOLERANCE_MM) return undefined;
  const change = thickness < SLICE_THICKNESS_MM ? 'Thinner slices are noisier' : 'Thicker slices blur more';
  return {
    code: 'SLICE_THICKNESS',
    message: `The slices are ${Number(thickness.toFixed(2))} mm thick; the method was made for ${SLICE_THICKNESS_MM} mm. ${change}, and the network judges texture.`,
  };
}

/** Slices that shift within their planes are a warning of the volume itself. */
function tiltFlag({ acquisition: { gantryTiltDegrees = 0 }, warnings }: CtVolume): Warning | undefined {
  const isSeen = warnings.some(({ code }) => code === 'GANTRY_TILT');
  if (isSeen || Math.abs(gantryTiltDegrees) < TILT_DEGREES) return undefined;
  return {
    code: 'GANTRY_TILT',
    message: `The gantry was tilted by ${gantryTiltDegrees} degrees: the slices cut the tumour at another angle than the network learned.`,
  };
}

function smallFlag({ slice: { areaMm2 }, crop: { box } }: PredictionParts): Warning | undefined {
  if (areaMm2 >= SMALL_MM2) return undefined;
  const times = Math.round(INPUT_PX / Math.max(box.width, box.height));
  return {
    code: 'SMALL_ROI',
    message: `The ROI has only ${(areaMm2 / 100).toFixed(2)} cm2 on this slice, less than 1 cm2: its ${box.width} x ${box.height} voxels are enlarged ${times} times, and the network judges what lies between them.`,
  };
}

function bodyPartFlag({ acquisition: { bodyPart } }: CtVolume): Warning | undefined {
  if (bodyPart === undefined || COLORECTAL.test(bodyPart)) return undefined;
  return {
    code: 'BODY_PART',
    message: `The series shows "${bodyPart}"; the method was made for colorectal tumours in abdomen and pelvis. Other tumours have other stroma and other surroundings.`,
  };
}

/** Of cards that say which scanners made their images. */
function scannerFlag({ acquisition }: CtVolume, networks: readonly Network[]): Warning | undefined {
  const { manufacturer = '', scannerModel = '' } = acquisition;
  const scanner = `${manufacturer} ${scannerModel}`.trim();
  const others = networks.map(({ card }) => card).filter(card => !knows(card.trainedOn.scanners, scanner));
  if (scanner === '' || others.length === 0) return undefined;
  const learned = [...new Set(others.map(sourceOf))].map(source => {
    const names = others.filter(card => sourceOf(card) === source).map(({ name }) => name);
    return `${names.join(', ')} learned from ${source}`;
  });
  return {
    code: 'SCANNER',
    message: `The scanner is ${scanner}; ${learned.join('; ')}. Sharpness and noise differ between scanners, and the network judges texture.`,
  };
}

/** All our networks, and those of `train_ct`, learned from one kind of crop (models/training/cropFile.ts). */
function cropFlag({ options: { crop, margin, window: seen } }: PredictionParts): Warning | undefined {
  const { width, center } = SOFT_TISSUE_WINDOW;
  const others = [
    ...(crop === 'masked' ? ['is masked'] : []),
    ...(margin === DEFAULT_MARGIN ? [] : [`has a margin of ${margin} px`]),
    ...(seen.width === width && seen.center === center
      ? []
      : [`has the window C ${seen.center} W ${seen.width}`]),
  ];
  if (others.length === 0) return undefined;
  return {
    code: 'CROP',
    message: `The crop ${others.join(', ')}; the networks learned from box crops without margin in the window C ${center} W ${width}. The figures on their cards do not hold for it.`,
  };
}

function tierFlag(networks: readonly Network[]): Warning | undefined {
  const notes = tierNotes(networks);
  return notes.length === 0 ? undefined : { code: 'REFERENCE_TIER', message: notes.join(' ') };
}

/** Of all networks, or of those that are named. */
function demonstrationFlag(outputs: PredictionParts['outputs']): Warning | undefined {
  const made = outputs.filter(({ network }) => network.card.trainedOn.synthetic);
  if (made.length === 0) return undefined;
  const whose =
    made.length === outputs.length ? '' : `: ${made.map(({ map }) => TARGET_NAMES[map.target]).join(', ')}`;
  return { code: 'DEMONSTRATION', message: `${DEMONSTRATION_WEIGHTS}${whose}.` };
}

const sourceOf = ({ trainedOn: { scanners = [] } }: Network['card']): string =>
  scanners.length === 0 ? 'images of no scanner' : scanners.join(', ');

const knows = (scanners: readonly string[] | undefined, scanner: string): boolean =>
  scanners === undefined || scanners.some(each => scanner.toLowerCase().startsWith(each.toLowerCase()));
