import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { CtVolume, RoiMask } from '@timescope/core/volume';
import { SOFT_TISSUE_WINDOW } from '@timescope/core/windowedGrey';
import { cropSlice, INPUT_PX } from '@timescope/extension-ct-radiomics/pipeline/crop';
import { resizeBilinear } from '@timescope/extension-ct-radiomics/pipeline/resize';

/** NAME.u8, the crops in grey as the pipeline makes them, and NAME.json, a list for each thing known of them. */
export interface CropFile {
  add(volume: CtVolume, mask: RoiMask, slice: number): void;
  close(about: Readonly<Record<string, readonly unknown[]>>): void;
}

export function cropFile(folder: string, name: string): CropFile {
  mkdirSync(folder, { recursive: true });
  const file = openSync(path.join(folder, `${name}.u8`), 'w');
  return {
    add(volume, mask, slice) {
      const options = { window: SOFT_TISSUE_WINDOW, margin: 0, crop: 'box' } as const;
      const { preview } = cropSlice(volume, mask, slice, options);
      writeSync(file, Uint8Array.from(resizeBilinear(preview, INPUT_PX), Math.round));
    },
    close(about) {
      closeSync(file);
      writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(about));
    },
  };
}
