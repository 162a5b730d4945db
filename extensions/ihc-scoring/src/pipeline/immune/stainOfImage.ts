import { item, items, text, type DicomJson } from '@timescope/core/dicom/json';
import type { SlideOfPatient } from './slidesOfPatient';

/** What a slide image says of its stain: the substances of its preparation, its series' and its optics' description. */
export function stainWords(image: DicomJson): readonly string[] {
  const stains = items(image, '00400560').flatMap(specimen =>
    items(specimen, '00400610')
      .flatMap(step => items(step, '00400612'))
      .flatMap(content => {
        const code = item(content, '0040A168');
        return [code && text(code, '00080104'), text(content, '0040A160')];
      }),
  );
  const described = [
    text(image, '0008103E'),
    ...items(image, '00480105').map(optics => text(optics, '00480107')),
  ];
  return [...stains, ...described].filter(words => words !== undefined);
}

const STAINS: readonly (readonly [SlideOfPatient, RegExp])[] = [
  ['cd3', /\bcd[\s-]?3\b/i],
  ['cd8', /\bcd[\s-]?8\b/i],
  ['he', /\bh\s?(&|and)\s?e\b|\beosin/i],
];

/** Antibodies before dyes: an antibody's counterstain is a dye, too. Words of two antibodies name no slide. */
export function stainNamed(words: readonly string[]): SlideOfPatient | undefined {
  const [cd3, cd8, he] = STAINS.map(([name, pattern]) =>
    words.some(word => pattern.test(word)) ? name : undefined,
  );
  if (cd3 !== undefined && cd8 !== undefined) return undefined;
  return cd3 ?? cd8 ?? he;
}
