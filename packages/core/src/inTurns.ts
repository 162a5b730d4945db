/** The answers in the order of the questions, with at most `atOnce` of them under way together. */
export async function inTurns<Question, Answer>(
  questions: readonly Question[],
  atOnce: number,
  answer: (question: Question) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const waiting = questions.entries();
  const work = async () => {
    for (const [index, question] of waiting) answers[index] = await answer(question);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return answers;
}
