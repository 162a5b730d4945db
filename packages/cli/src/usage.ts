import { RESEARCH_USE } from '@timescope/core/researchUse';
import type { Command } from './command';

export function usage(commands: readonly Command[]): string {
  const lines = commands.map(command => `  ${command.usage}\n      ${command.summary}`);
  return `Usage:\n${lines.join('\n')}\n\n${RESEARCH_USE}\n`;
}
