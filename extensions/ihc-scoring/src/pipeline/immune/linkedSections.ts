import { notComputable } from '@timescope/core/statistics/computable';
import { registerMaps } from '../registration/registerMaps';
import { carried } from '../registration/sectionTransform';
import { codeOf, type ClassMap } from '../tissueMap/classMap';
import { MAP_CELL_UM } from '../tissueMap/mapGrid';
import type { ImmuneField } from './immuneFields';
import type { SectionLink } from './immuneResult';
import { SLIDE_TITLES, type SlideOfPatient } from './slidesOfPatient';

/** The sections of a patient on each other. */
export interface LinkedSections {
  readonly links: readonly SectionLink[];
  /** Why a section could not be registered: `links.cd8` to a sentence. */
  readonly notLinked: Readonly<Record<string, string>>;
}

export interface MapOfSlide {
  readonly name: SlideOfPatient;
  readonly map: ClassMap;
}

/** Registers every section to the first. A section that cannot be registered is scored all the same. */
export function linkedSections([first, ...others]: readonly MapOfSlide[]): LinkedSections {
  const links: SectionLink[] = [];
  const notLinked: Record<string, string> = {};
  for (const { name, map } of first ? others : []) {
    if (!first) continue;
    const bare = [first, { name, map }].filter(each => !each.map.values.includes(codeOf('TUM')));
    const found = bare.length > 0 ? notComputable(noTumour(bare)) : registerMaps(first.map, map);
    if (found.kind === 'computed') {
      const { way, transform, similarity, residualUm } = found;
      links.push({ from: first.name, to: name, way, transform, similarity, residualUm });
    } else notLinked[`links.${name}`] = found.reason;
  }
  return { links, notLinked };
}

const noTumour = (bare: readonly MapOfSlide[]): string =>
  bare.map(({ name }) => `The ${SLIDE_TITLES[name]} slide shows no tumour epithelium.`).join(' ');

/** A field's corners on another section, in matrix pixels of it. */
export function carriedField(
  { x, y, width, height }: ImmuneField,
  { transform }: SectionLink,
  from: Pick<ClassMap, 'matrixStep'>,
  to: Pick<ClassMap, 'matrixStep'>,
): readonly (readonly [number, number])[] {
  const corners = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ] as const;
  return corners.map(([left, upper]) => {
    const place = {
      x: (left / from.matrixStep.x) * MAP_CELL_UM,
      y: (upper / from.matrixStep.y) * MAP_CELL_UM,
    };
    const there = carried(transform, place);
    return [(there.x / MAP_CELL_UM) * to.matrixStep.x, (there.y / MAP_CELL_UM) * to.matrixStep.y] as const;
  });
}
