import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stats } from '../../packages/cli/src/commands/stats';
import { printedBy } from '../harness/printedBy';

/** Five patients with their survival. */
export const FIVE = 'patient,time,event,arm\na,1,1,x\nb,2,1,x\nc,2,0,y\nd,3,1,y\ne,4,0,y\n';
/** Two numbers and two groups of six. */
export const WIDE = `a,b,group,other\n1,2,x,p\n2,2,x,q\n3,5,x,p\n4,3,y,q\n5,7,y,q\n6,5,y,p\n`;

/** `stats` over tables that are written into a folder of the test file's own. */
export function statsOfTable() {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'stats-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const printed = async (name: string, table: string, ...options: string[]) => {
    const file = path.join(folder, 'table.csv');
    await writeFile(file, table);
    return printedBy(stats, name, file, ...options);
  };
  return {
    inFolder: (name: string) => path.join(folder, name),
    printed,
    json: async (name: string, table: string, ...options: string[]) => {
      const { text } = await printed(name, table, ...options, '--json');
      return JSON.parse(text) as Record<string, unknown>;
    },
  };
}
