import { demoFolder } from '../../packages/cli/src/demoFolder';
import { demoStudySet } from '../../packages/cli/src/demoSets';
import { repository } from './commandLine';

/** The folder of the demo studies, the same that `npm start` makes on its first run. */
export const demoStudies = (): Promise<string> => demoFolder(repository, demoStudySet, () => undefined);
