/** Cells per mm2 of a compartment. */
export interface ImmuneDensity {
  readonly stroma: { readonly centre: number; readonly margin: number };
  readonly tumour: { readonly centre: number; readonly margin: number };
}

/** What a block of tissue is made of. Shares are of the tumour's mass unless said otherwise. All levels are ours. */
export interface SceneSpec {
  readonly seed: number;
  readonly widthUm: number;
  readonly heightUm: number;
  /** Stroma / (stroma + tumour epithelium) in the mass: the tumour-stroma ratio aimed at. */
  readonly stromaShare: number;
  /** Usual width of a nest of tumour cells. */
  readonly nestUm: number;
  /** Depth of epithelium that lines a lumen; lumens open where a nest is deeper. */
  readonly liningUm: number;
  /** Radius of the mass as a share of the block's shorter edge; 0: no tumour. */
  readonly massRadius: number;
  readonly mucinous: number;
  readonly necrotic: number;
  /** Share of the band on the mass' border that lymphoid follicles take. */
  readonly lymphoid: number;
  /** Half the length of a crypt as cut: 0 across (rings) to 140 lengthwise. */
  readonly cryptUm: number;
  readonly cd3: ImmuneDensity;
  readonly cd8: ImmuneDensity;
}

/** A moderately differentiated adenocarcinoma; densities in stroma and epithelium are Xu et al.'s means (2021). */
const usualColon: SceneSpec = {
  seed: 1,
  widthUm: 3072,
  heightUm: 3072,
  stromaShare: 0.45,
  nestUm: 130,
  liningUm: 30,
  massRadius: 0.34,
  mucinous: 0.05,
  necrotic: 0.06,
  lymphoid: 0.08,
  cryptUm: 40,
  cd3: { stroma: { centre: 1100, margin: 1500 }, tumour: { centre: 330, margin: 390 } },
  cd8: { stroma: { centre: 400, margin: 550 }, tumour: { centre: 130, margin: 155 } },
};

export const colonScene = (differing: Partial<SceneSpec>): SceneSpec => ({ ...usualColon, ...differing });
