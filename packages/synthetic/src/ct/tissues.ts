import type { Tissue } from './canvas';

/** Hounsfield units of a portal-venous scan as radiology textbooks give them; the textures are ours. */
export const tissues = {
  air: { hu: -1000, textureHu: 0, textureMm: 1 },
  bowelGas: { hu: -960, textureHu: 15, textureMm: 8 },
  fat: { hu: -104, textureHu: 9, textureMm: 7 },
  skin: { hu: 20, textureHu: 10, textureMm: 3 },
  muscle: { hu: 56, textureHu: 14, textureMm: 4 },
  liver: { hu: 104, textureHu: 7, textureMm: 6 },
  spleen: { hu: 116, textureHu: 5, textureMm: 7 },
  pancreas: { hu: 88, textureHu: 16, textureMm: 4 },
  kidneyCortex: { hu: 178, textureHu: 9, textureMm: 5 },
  kidneyMedulla: { hu: 132, textureHu: 12, textureMm: 5 },
  blood: { hu: 162, textureHu: 4, textureMm: 8 },
  bowelWall: { hu: 82, textureHu: 12, textureMm: 4 },
  bowelFluid: { hu: 14, textureHu: 9, textureMm: 8 },
  stool: { hu: -20, textureHu: 120, textureMm: 6 },
  corticalBone: { hu: 820, textureHu: 120, textureMm: 5 },
  spongyBone: { hu: 210, textureHu: 70, textureMm: 3 },
  disc: { hu: 78, textureHu: 10, textureMm: 5 },
  csf: { hu: 22, textureHu: 6, textureMm: 5 },
  bile: { hu: 8, textureHu: 3, textureMm: 6 },
  table: { hu: -680, textureHu: 10, textureMm: 6 },
  tableShell: { hu: -120, textureHu: 20, textureMm: 6 },
} as const satisfies Record<string, Tissue>;
