import { hounsfieldUnits } from '../../dicom/read/ctHounsfield';
import { cross, ctSlice, type CtInstance, type CtSlice } from '../../dicom/read/ctSlice';
import { readParametricMap } from '../../dicom/read/parametricMap';
import { readSegmentation } from '../../dicom/read/segmentation';
import { segmentOnVolume } from '../../dicom/read/segmentOnVolume';
import { text } from '../../dicom/json';
import type { DicomwebClient } from '../../dicomweb/client';
import type { Target } from '../../result/predictionResult';
import { millimetres } from '../../units';
import type { VolumeSlices } from '../../volume';
import { SOFT_TISSUE_WINDOW } from '../../windowedGrey';
import type { CtFacts } from '../reportFacts';
import type { HeatMap, OutlinedSlice } from './ctPicture';
import { heatOnSlice } from './heatOnSlice';
import { patientSides } from './patientSides';
import { storedFile } from './storedFile';

/** What of an archive and of decoders the CT's pictures need. */
interface CtPorts {
  readonly client: Pick<DicomwebClient, 'instance'>;
  readonly codecs: { readCtFile(bytes: Uint8Array): Promise<CtInstance> };
}

/** A stored slice with its outline, and its place for maps. */
interface StoredSlice {
  readonly outlined: OutlinedSlice;
  readonly place: CtSlice;
}

/** @throws TimescopeError of fetching and reading the slice and the segmentation */
export async function storedSlice(ct: CtFacts, { client, codecs }: CtPorts): Promise<StoredSlice> {
  const study = ct.source.studyInstanceUid;
  const image = await codecs.readCtFile(await storedFile(client, study, ct.slice));
  const outline = await storedFile(client, study, ct.segment);
  const place = ctSlice(image);
  const size = { width: place.columns, height: place.rows };
  const { mask } = segmentOnVolume(readSegmentation(outline), ct.segment.segment, sliceAlone(place));
  return {
    place,
    outlined: {
      hu: { ...size, values: hounsfieldUnits(image) },
      spacingMm: place.spacingMm,
      sides: patientSides(place.row, place.column),
      region: { ...size, values: mask.values },
      window: SOFT_TISSUE_WINDOW,
    },
  };
}

/**
 * The slice with the heat map of a target.
 * @throws TimescopeError of fetching and reading the map, GEOMETRY when it lies elsewhere
 */
export async function withHeatMap(
  { outlined, place }: StoredSlice,
  ct: CtFacts,
  target: Target,
  { client }: CtPorts,
): Promise<OutlinedSlice & { readonly heat: HeatMap }> {
  const facts = ct.targets[target];
  if (!facts?.map) throw new RangeError(`No map of ${target} was stored.`);
  const map = readParametricMap(await storedFile(client, ct.source.studyInstanceUid, facts.map));
  const heat = { target, values: heatOnSlice(map, place), demonstration: facts.demonstration };
  return { ...outlined, heat };
}

/** A volume of one slice: frames of a segmentation that lie on others are passed over. */
function sliceAlone({
  instance,
  uid,
  columns,
  rows,
  positionMm,
  row,
  column,
  spacingMm,
}: CtSlice): VolumeSlices {
  const frameOfReferenceUid = text(instance.dataset, '00200052');
  return {
    size: [columns, rows, 1],
    placement: {
      originMm: positionMm,
      row,
      column,
      slice: cross(row, column),
      spacingMm: { x: millimetres(spacingMm.x), y: millimetres(spacingMm.y) },
    },
    slicePositionsMm: [positionMm],
    sliceUids: [uid],
    ...(frameOfReferenceUid !== undefined && { frameOfReferenceUid }),
  };
}
