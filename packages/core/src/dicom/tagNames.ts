import { dictionary } from 'dcmjs/dictionary';

const tagOfKeyword = new Map(
  Object.entries(dictionary).flatMap(([tag, entry]) =>
    /^\([0-9A-F]{4},[0-9A-F]{4}\)$/i.test(tag) && entry
      ? [[entry.name, tag.replace(/[(),]/g, '')] as const]
      : [],
  ),
);

/** Eight upper-case hex digits for a tag or for a keyword like PatientName; undefined for anything else. */
export function tagNamed(name: string): string | undefined {
  return /^[0-9a-f]{8}$/i.test(name) ? name.toUpperCase() : tagOfKeyword.get(name);
}

/** The keyword of PS3.6 for a tag of eight hex digits; undefined for private and unknown elements. */
export function keywordOf(tag: string): string | undefined {
  return dictionary[`(${tag.slice(0, 4)},${tag.slice(4)})`]?.name;
}
