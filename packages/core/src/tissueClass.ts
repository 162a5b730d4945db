/** Kather et al., PLoS Med 2019;16:e1002730: the nine classes of colorectal tissue, in their published order. */
export const TISSUE_CLASSES = ['ADI', 'BAC', 'DEB', 'LYM', 'MUC', 'MUS', 'NOR', 'STR', 'TUM'] as const;
export type TissueClass = (typeof TISSUE_CLASSES)[number];

/** Xu et al., Cancer Cell International 2021;21:585, Figure 1. */
export const TISSUE_RGB: Readonly<Record<TissueClass, readonly [number, number, number]>> = {
  ADI: [141, 141, 141],
  BAC: [53, 53, 53],
  DEB: [189, 41, 153],
  LYM: [30, 149, 191],
  MUC: [250, 216, 206],
  MUS: [68, 172, 35],
  NOR: [204, 102, 0],
  STR: [247, 188, 10],
  TUM: [230, 73, 22],
};

export const TISSUE_NAMES: Readonly<Record<TissueClass, string>> = {
  ADI: 'Adipose',
  BAC: 'Background',
  DEB: 'Debris',
  LYM: 'Lymphocytes',
  MUC: 'Mucus',
  MUS: 'Smooth muscle',
  NOR: 'Normal mucosa',
  STR: 'Stroma',
  TUM: 'Tumour epithelium',
};
