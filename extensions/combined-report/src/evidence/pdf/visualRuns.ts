import bidiFactory from 'bidi-js';

/** Letters that are placed together, in the order in which the font's engine wants them. */
export interface VisualRun {
  readonly letters: string;
  /** Begins in a right-to-left script: the font's engine turns the whole run. */
  readonly isTurnedByFont: boolean;
}

const bidi = bidiFactory();

/**
 * One line in the order in which the page shows it (Unicode's bidirectional algorithm).
 * @param base the direction of the paragraph that the line is part of
 */
export function visualRuns(line: string, base: 'ltr' | 'rtl'): readonly VisualRun[] {
  if (!RIGHT_TO_LEFT.test(line)) return line === '' ? [] : [{ letters: line, isTurnedByFont: false }];
  const { levels, paragraphs } = bidi.getEmbeddingLevels(line, base);
  const isTurned = (index: number) => ((levels[index] ?? 0) & 1) === 1;
  const runs: { indices: number[]; isRightToLeft: boolean }[] = [];
  for (const index of bidi.getReorderedIndices(line, { levels, paragraphs })) {
    const current = runs.at(-1);
    const isRightToLeft = isTurned(index);
    const isNext = Math.abs((current?.indices.at(-1) ?? -2) - index) === 1;
    if (isNext && current?.isRightToLeft === isRightToLeft) current.indices.push(index);
    else runs.push({ indices: [index], isRightToLeft });
  }
  return runs.map(({ indices, isRightToLeft }) => {
    const logical = [...indices].sort((a, b) => a - b).map(index => lettersAt(line, index, isRightToLeft));
    return asShaped(logical.join(''), isRightToLeft);
  });
}

/** Right to left only where no letter of the text is written from left to right: ours is an English page. */
export const directionOf = (text: string): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.test(text) && !LEFT_TO_RIGHT.test(text) ? 'rtl' : 'ltr';

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LEFT_TO_RIGHT =
  /(?![\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}])\p{L}/u;

const lettersAt = (line: string, index: number, isRightToLeft: boolean): string => {
  const letter = line.charAt(index);
  return (isRightToLeft ? bidi.getMirroredCharacter(letter) : null) ?? letter;
};

/** The font's engine goes by the first letter that belongs to one script: where it would turn the wrong way, we turn. */
function asShaped(logical: string, isRightToLeft: boolean): VisualRun {
  const first = Array.from(logical).find(letter => !OF_NO_SCRIPT.test(letter));
  const isTurnedByFont = first !== undefined && RIGHT_TO_LEFT.test(first);
  const letters = isTurnedByFont === isRightToLeft ? logical : Array.from(logical).reverse().join('');
  return { letters, isTurnedByFont };
}

const OF_NO_SCRIPT = /[\p{Script=Common}\p{Script=Inherited}\p{Script=Unknown}]/u;
