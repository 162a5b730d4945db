/**
 * The line that repeats a run at a terminal. The folder of the slide's files is only known to who types it.
 * @param document Name of the saved run document.
 */
export const replayCommand = (document: string): string =>
  `npx timescope score FOLDER-OF-THE-SLIDE --replay ${quoted(document)} --out ${quoted(outFolder(document))}`;

const outFolder = (document: string): string => document.replace(/_run\.json$/, '');

/** For sh, and for a Windows terminal as long as no quote is in it: names of ours have none. */
const quoted = (text: string): string =>
  /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
