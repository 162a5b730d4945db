import { canonicalJson, type Json } from '../canonicalJson';
import { sha256Hex } from '../sha256';
import { digestHex, type CellDigest } from './cellDigest';
import type { PatchScores } from './patchScores';
import type { ProvenanceNetwork, RunRecord, ScoreResult } from './scoreResult';

/** Digits after the point that count: of a position in matrix pixels, and of every other measured number. */
const POSITION_DIGITS = 1;
const NUMBER_DIGITS = 6;

/**
 * The score hash: SHA-256 of canonical JSON of what the score rests on: settings, sums, and the cells through their
 * digest (see cellDigest). Tissue areas are rounded to a square micrometre. Time, software version, the slide's
 * digest and all names (of files, areas, masks and models) stay out: the same pixels in another file give the same hash.
 */
export const scoreHash = (result: Unhashed, cells: CellDigest): string => hashWith(result, digestHex(cells));

/** The document with its hash, and with what this can be computed from again. */
export function hashed(result: Unhashed, cells: CellDigest): ScoreResult {
  const cellDigest = digestHex(cells);
  return { ...result, cellDigest, hash: hashWith(result, cellDigest) };
}

/** The hash once more from the document alone; undefined for one of before. */
export const hashOfDocument = (result: ScoreResult): string | undefined =>
  result.cellDigest === undefined ? undefined : hashWith(result, result.cellDigest);

/** The same by the rule of before, which knew nothing of a tissue network, nor of what networks had seen. */
export const hashOfBefore = ({ provenance, ...result }: ScoreResult): string | undefined => {
  const { tissueNetwork, network, ...rest } = provenance;
  if (!tissueNetwork && !network?.isSyntheticTrained) return undefined;
  const known = { ...rest, ...(network && { network: { ...network, isSyntheticTrained: false } }) };
  return hashOfDocument({ ...result, provenance: known });
};

type Unhashed = Omit<ScoreResult, 'hash' | 'cellDigest'>;

function hashWith(result: Unhashed, cells: string): string {
  const { provenance, coverage, run } = result;
  const { positiveDab, detection } = provenance.thresholds;
  const { haematoxylin, dab } = provenance.stainVectors;
  return sha256Hex(
    canonicalJson({
      version: result.version,
      marker: result.marker,
      status: result.status,
      sums: { ...result.sums },
      cells,
      analysedUm2: Math.round(coverage.analysedMm2 * 1e6),
      requestedUm2: Math.round(coverage.requestedMm2 * 1e6),
      method: provenance.method,
      detector: provenance.detector,
      ...(provenance.network && { network: provenance.network.sha256 }),
      ...(provenance.network?.isSyntheticTrained && { isSyntheticTrained: true }),
      measured: provenance.measured,
      rules: rulesIn(run),
      cellExpansionUm: provenance.cellExpansionUm,
      thresholds: { positiveDab, detection },
      white: provenance.white.rgb,
      stainVectors: rounded({ haematoxylin, dab }, NUMBER_DIGITS),
      workingMpp: provenance.workingMpp,
      compartments: provenance.compartments === 'none' ? null : sourceIn(run.compartments),
      ...(provenance.tissueNetwork && { tissueNetwork: weightsIn(provenance.tissueNetwork) }),
      cellTypes: provenance.cellTypes === 'none' ? null : sourceIn(run.cellTypes),
      annotations: rounded(listOf(run.annotations).map(areaIn), POSITION_DIGITS),
      pcms: run.pcms ?? null,
      tier: provenance.tier,
      ...patchesIn(result.patchScores),
      ...readerIn(run),
    }),
  );
}

/** Its weights, and whether they saw nothing real, which is said wherever their output is shown. */
const weightsIn = ({ sha256, isSyntheticTrained }: ProvenanceNetwork): Json => [sha256, isSyntheticTrained];

/** What networks said of patches, by their weights; results without it, and those of before, keep their hash. */
function patchesIn(scores: PatchScores | undefined): Readonly<Record<string, Json>> {
  if (!scores?.networks) return {};
  const { patchPx, mpp, networks, hScore, tumourPercent, patches, isSyntheticTrained, tier } = scores;
  const { tissue, scorer, nuclei } = networks;
  return {
    patchScores: rounded(
      {
        ...{
          patchPx,
          mpp,
          hScore: { ...hScore },
          tumourPercent,
          isSyntheticTrained,
          tier: tier ?? 'reference',
        },
        ...{
          tissue: weightsIn(tissue),
          scorer: scorer ? weightsIn(scorer) : 'formula',
          nuclei: nuclei ? weightsIn(nuclei) : null,
        },
        patches: patches.map(({ x, y, tissue: share, tumour, stroma }) => [
          ...[x, y, share, tumour.pixels, tumour.hScore, stroma.pixels, stroma.hScore],
        ]),
      },
      NUMBER_DIGITS,
    ),
  };
}

/**
 * What a reader said of single cells, in any order, and the areas left out afterwards; a run without them has the hash
 * that it had before readers could edit.
 */
function readerIn({ edits, leftOut }: RunRecord): Readonly<Record<string, Json>> {
  const said = listOf(edits).map(edit => canonicalJson(rounded(edit, POSITION_DIGITS)));
  const areas = listOf(leftOut);
  return {
    ...(said.length > 0 && { edits: said.sort() }),
    ...(areas.length > 0 && { leftOut: rounded(areas.map(areaIn), POSITION_DIGITS) }),
  };
}

/** Which scores the preset gives and which cells they count: equal sums give other scores by other rules. */
function rulesIn({ preset }: RunRecord): Json {
  const { cellsScored = null, scores = [] } = membersOf(preset);
  return { cellsScored, scores: [...listOf(scores)].sort() };
}

function areaIn(area: Json): Json {
  const { role = null, rings = null } = membersOf(area);
  return { role, rings };
}

/** Where compartments or cell types come from: the mask's pixels, or the trees and what they ask about. */
function sourceIn(source: Json | undefined): Json {
  const { kind = null, digest = null, model } = membersOf(source);
  const { features = null, forest = null } = membersOf(model);
  return { kind, digest, features, forest };
}

const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

const membersOf = (value: Json | undefined): { readonly [name: string]: Json | undefined } =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as { readonly [name: string]: Json | undefined })
    : {};

function rounded(value: Json, digits: number): Json {
  if (typeof value === 'number') return Number(value.toFixed(digits));
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(item => rounded(item, digits));
  return Object.fromEntries(
    Object.entries(value as Readonly<Record<string, Json>>).map(([name, item]) => [
      name,
      rounded(item, digits),
    ]),
  );
}
