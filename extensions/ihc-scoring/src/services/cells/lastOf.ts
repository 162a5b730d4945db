/** A function that gives its last answer again while it is asked the same. */
export function lastOf<Asked extends readonly unknown[], Answer>(
  compute: (...asked: Asked) => Answer,
): (...asked: Asked) => Answer {
  let last: { readonly asked: Asked; readonly answer: Answer } | undefined;
  return (...asked) => {
    if (last?.asked.length !== asked.length || asked.some((value, k) => !Object.is(value, last?.asked[k])))
      last = { asked, answer: compute(...asked) };
    return last.answer;
  };
}
