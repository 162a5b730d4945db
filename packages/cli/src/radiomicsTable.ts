import { featureCatalogue } from '@timescope/extension-ct-radiomics/pipeline/radiomics/catalogue/catalogue';
import type { RadiomicsResult } from '@timescope/extension-ct-radiomics/pipeline/radiomics/radiomics';
import type { Profile } from '@timescope/extension-ct-radiomics/pipeline/radiomics/settings';
import type { Warning } from '@timescope/core/warning';

/** What `radiomics --json` prints. */
export interface RadiomicsDocument extends RadiomicsResult {
  readonly researchUse: string;
  readonly profile: Profile;
  readonly warnings: readonly Warning[];
  readonly provenance: { readonly software: string; readonly version: string };
}

/** The result for a person at a terminal. */
export function radiomicsTable(document: RadiomicsDocument): string {
  const { researchUse, profile, settings, voxels, greyLevels, features, notEvaluable, warnings } = document;
  const bins = 'width' in settings.bins ? `bins of ${settings.bins.width}` : `${settings.bins.count} bins`;
  const rows = featureCatalogue(profile).filter(({ name }) => name in features);
  const widest = Math.max(...rows.map(({ name }) => name.length));
  return [
    researchUse,
    '',
    `Profile ${profile}, ${bins}: ${voxels} voxels, ${greyLevels} grey levels`,
    '',
    ...rows.map(({ name, unit }) => {
      const value = features[name];
      const said =
        typeof value === 'number' ? `${shown(value)} ${unit === '1' ? '' : unit}` : notEvaluable[name];
      return `${name.padEnd(widest)}  ${said ?? ''}`.trimEnd();
    }),
    ...warnings.map(({ message }) => `Note: ${message}`),
    '',
  ].join('\n');
}

const shown = (value: number): string => String(Number(value.toPrecision(6)));
