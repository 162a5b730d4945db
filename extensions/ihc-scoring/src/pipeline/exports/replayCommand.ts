/**
 * The line that repeats a run at a terminal. The folder of the slide's files is only known to who types it.
 * @param runFile Name of the saved run document.
 */
export const replayCommand = (runFile: string): string =>
  `npx --no-install timescope score FOLDER-OF-THE-SLIDE --replay ${quoted(runFile)} --out ${quoted(outFolder(runFile))}`;

const outFolder = (runFile: string): string => runFile.replace(/_run\.json$/, '');

/** For sh, and for a Windows terminal as long as no quote is in it: names of ours have none. */
const quoted = (text: string): string =>
  /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
