import { Fragment } from 'react';

/**
 * A printed text. What is written from right to left, as a name or a reason, stands by itself, so that the numbers and
 * signs beside it stay where they are read.
 */
export function Words({ text }: { text: string }) {
  return text
    .split(RIGHT_TO_LEFT)
    .map((part, at) => (at % 2 === 1 ? <bdi key={at}>{part}</bdi> : <Fragment key={at}>{part}</Fragment>));
}

/** From the first to the last letter of such a script, with numbers between; a colon begins something else. */
const LETTER = '[\\p{Script=Hebrew}\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}]';
const RIGHT_TO_LEFT = new RegExp(`(${LETTER}(?:[^\\p{Script=Latin}:]*${LETTER})*)`, 'u');
