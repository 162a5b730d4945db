import { createDemoStudies } from '@timescope/synthetic/demoStudies';
import { demoFolder } from '../../packages/cli/src/demoFolder';
import { repository } from './commandLine';

/** The folder of the demo studies, the same that `npm start` makes on its first run. */
export const demoStudies = (): Promise<string> => demoFolder(repository, createDemoStudies, () => undefined);
