import { completeRows } from '../stats/completeRows';
import type { Evaluation, EvaluationTable } from './evaluation';
import { absent, type Panel, type Picture } from './studyParts';

/** The pictures that an evaluation table names: one panel a model. @param subject the column beside the model */
export async function evaluationPictures(
  evaluation: Evaluation,
  name: EvaluationTable,
  title: string,
  subject: string,
): Promise<Panel[]> {
  const table = evaluation.table(name);
  if ('absent' in table) return [absent(title, table.absent)];
  const rows = completeRows(table, ['model', subject, 'picture']);
  const [models, subjects, files] = [rows.words('model'), rows.words(subject), rows.words('picture')];
  const pictures = await Promise.all(
    files.map(async (file, k): Promise<Picture & { model: string }> => ({
      model: models[k] ?? '',
      caption: subjects[k] ?? '',
      bytes: await evaluation.picture(file),
    })),
  );
  return [...new Set(models)].map(model => ({
    letter: '',
    title: model,
    content: { kind: 'pictures', pictures: pictures.filter(picture => picture.model === model) },
    notes: [],
    missing: [],
  }));
}
