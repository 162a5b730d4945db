import type { Raster } from '@timescope/core/raster';
import type { Deformation } from './deformation';
import type { TissueSection } from './section';
import { STEP_UM } from './square';
import type { TissueCell } from './tissueCell';
import { tissueClasses, type TissueClass } from './tissueClasses';

/** What is true of a section. */
export interface SectionTruth {
  /** Index into `tissueClasses` of what lies at ((column + 0.5) * stepUm, (row + 0.5) * stepUm). */
  readonly classes: Raster<Uint8Array>;
  readonly stepUm: number;
  /** Their sum is the section's whole area. */
  readonly areaMm2: Readonly<Record<TissueClass, number>>;
  /** Stroma / (stroma + tumour epithelium) in per cent; undefined without both. */
  readonly tsr: number | undefined;
  /** Cells with a nucleus. */
  readonly cells: readonly TissueCell[];
  readonly positive: Readonly<Record<'stroma' | 'tumour', number>>;
  /** Positive cells / area of the compartment; undefined where there is none. */
  readonly densityPerMm2: Readonly<Record<'stroma' | 'tumour', number | undefined>>;
  readonly deformation: Deformation;
}

export function sectionTruth(section: TissueSection): SectionTruth {
  const [width, height] = [Math.floor(section.widthUm / STEP_UM), Math.floor(section.heightUm / STEP_UM)];
  const classes = section.classesIn({ x: 0, y: 0, width, height }, STEP_UM);
  const areaMm2 = areasOf(classes);
  const cells = section.cellsIn({ x: 0, y: 0, width: section.widthUm, height: section.heightUm });
  const positiveIn = (compartment: 'stroma' | 'tumour') =>
    cells.filter(cell => cell.positive && cell.compartment === compartment).length;
  const positive = { stroma: positiveIn('stroma'), tumour: positiveIn('tumour') };
  return {
    classes,
    stepUm: STEP_UM,
    areaMm2,
    tsr: shareOf(areaMm2.STR, areaMm2.TUM),
    cells,
    positive,
    densityPerMm2: {
      stroma: areaMm2.STR > 0 ? positive.stroma / areaMm2.STR : undefined,
      tumour: areaMm2.TUM > 0 ? positive.tumour / areaMm2.TUM : undefined,
    },
    deformation: section.spec.deformation,
  };
}

const shareOf = (stroma: number, tumour: number): number | undefined =>
  stroma + tumour > 0 ? (100 * stroma) / (stroma + tumour) : undefined;

function areasOf({ values }: Raster<Uint8Array>): Record<TissueClass, number> {
  const counts = new Uint32Array(tissueClasses.length);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  const area = (name: TissueClass) => ((counts[tissueClasses.indexOf(name)] ?? 0) * STEP_UM * STEP_UM) / 1e6;
  return {
    ADI: area('ADI'),
    BAC: area('BAC'),
    DEB: area('DEB'),
    LYM: area('LYM'),
    MUC: area('MUC'),
    MUS: area('MUS'),
    NOR: area('NOR'),
    STR: area('STR'),
    TUM: area('TUM'),
  };
}
