import { jest } from '@jest/globals';
import type { Command } from '../../packages/cli/src/command';

export interface Printed {
  readonly code: number;
  /** On standard output; what a command says on the way stays unseen. */
  readonly text: string;
}

/** Runs a command of ours in this process. */
export async function printedBy(command: Pick<Command, 'run'>, ...argv: string[]): Promise<Printed> {
  let text = '';
  const out = jest
    .spyOn(process.stdout, 'write')
    .mockImplementation(chunk => ((text += String(chunk)), true));
  const progress = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    return { code: (await command.run(argv)) ?? 0, text };
  } finally {
    out.mockRestore();
    progress.mockRestore();
  }
}
