import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileFault, makeFolder } from '../../score/outFolder';
import type { Study } from '../studyParts';
import { reportHtml } from './reportHtml';
import type { StudyDocument } from './studyDocument';
import { csvOf, filesOf, type StudyFile } from './studyFiles';

/**
 * Writes tables/, figures/, cases.csv, study.json and, last, report.html into the folder.
 * @throws TimescopeError NOT_FOUND, STORAGE_FULL, USAGE
 */
export async function writeStudy(folder: string, study: Study, document: StudyDocument): Promise<void> {
  const files: readonly StudyFile[] = [
    ...study.parts.flatMap(({ name, panels }) => panels.flatMap(panel => filesOf(name, panel))),
    { path: 'cases.csv', content: csvOf(study.cases) },
    { path: 'study.json', content: `${JSON.stringify(document, null, 2)}\n` },
    { path: 'report.html', content: reportHtml(study, document) },
  ];
  for (const name of ['tables', 'figures']) await makeFolder(path.join(folder, name));
  try {
    // A report of an earlier run does not stand beside files of this one.
    await rm(path.join(folder, 'report.html'), { force: true });
    for (const { path: name, content } of files) await writeFile(path.join(folder, name), content);
  } catch (thrown) {
    throw fileFault(folder, thrown);
  }
}
