/**
 * A person's name as people read it: Lund^Anna is "Lund, Anna"; other scripts stand in brackets behind. What was typed
 * freely stays as it is.
 */
export function readableName(written: string): string {
  const [first = '', ...others] = written
    .split('=')
    .map(readableGroup)
    .filter(group => group !== '');
  return others.length === 0 ? first : `${first} (${others.join(', ')})`;
}

/** PS3.5 6.2.1.1: family, given and middle names, prefix, suffix. */
function readableGroup(group: string): string {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = group
    .split('^')
    .map(part => part.trim());
  const behind = [prefix, given, middle, suffix].filter(part => part !== '').join(' ');
  return [family, behind].filter(part => part !== '').join(', ');
}
