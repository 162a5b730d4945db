import type { DicomElement } from '@timescope/core/dicom/json';

/**
 * Attribute matching of PS3.4 C.2.2.2: single value, list of UIDs (by comma or backslash), wildcard, range of dates
 * or times. Texts match without regard to case, with `fuzzy` also by the beginning of any part.
 */
export function matches(element: DicomElement | undefined, wanted: string, fuzzy: boolean): boolean {
  if (/^\*+$/.test(wanted)) return true;
  const vr = element?.vr ?? '';
  return valuesOf(element).some(value => {
    if (vr === 'DA' || vr === 'TM' || vr === 'DT') return inRange(value, wanted);
    const alternatives = vr === 'UI' || vr === 'CS' ? wanted.split(/[\\,]/) : [wanted];
    return alternatives.some(one => isLike(value, one) || (fuzzy && vr === 'PN' && beginsLike(value, one)));
  });
}

function valuesOf(element: DicomElement | undefined): readonly string[] {
  return (element?.Value ?? []).flatMap(value =>
    typeof value === 'object' && value !== null ? Object.values(value).map(String) : [String(value)],
  );
}

function inRange(value: string, wanted: string): boolean {
  if (!wanted.includes('-')) return value.startsWith(wanted);
  const [from = '', to = ''] = wanted.split('-');
  return (from === '' || value >= from) && (to === '' || value.slice(0, to.length) <= to);
}

/** Wildcards "*" and "?", in time linear in the value for each star: a hostile pattern cannot hold the server up. */
function isLike(value: string, wanted: string): boolean {
  const text = value.toLowerCase();
  const pattern = wanted.toLowerCase();
  let at = 0;
  let star = -1;
  let retry = 0;
  for (let index = 0; index < text.length;) {
    if (pattern[at] === '*') {
      star = at++;
      retry = index;
    } else if (pattern[at] === '?' || pattern[at] === text[index]) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++retry;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

function beginsLike(value: string, wanted: string): boolean {
  const words = (name: string) =>
    name
      .toLowerCase()
      .split(/[\s^,*]+/)
      .filter(Boolean);
  return words(wanted).every(part => words(value).some(word => word.startsWith(part)));
}
