import { dictionary } from 'dcmjs/dictionary';

/** Two letters per VR of PS3.5 section 6.2; anything else in a file is read as UN. */
const known = new Set(
  'AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV'.split(
    ' ',
  ),
);

/**
 * The VR of an element. `tag` is eight upper-case hex digits; `stated` is what an explicit file says.
 * @param signed whether Pixel Representation (0028,0103) is 1: it decides between US and SS.
 */
export function valueRepresentation(tag: string, stated: string | undefined, signed: boolean): string {
  if (stated !== undefined && stated !== 'UN' && known.has(stated)) return stated;
  if (stated !== undefined && !known.has(stated)) return 'UN';
  return fromDictionary(tag, signed);
}

/** The VR that an implicit file leaves to the dictionary; private elements are UN. */
export function fromDictionary(tag: string, signed: boolean): string {
  if (/^60..(0010|0011)$/.test(tag)) return 'US';
  if (/^60..3000$/.test(tag)) return 'OW';
  const vr = dictionary[`(${tag.slice(0, 4)},${tag.slice(4)})`]?.vr;
  if (vr === 'xs') return signed ? 'SS' : 'US';
  if (vr === 'ox' || vr === 'lt') return 'OW';
  if (vr === 'up') return 'UL';
  return vr !== undefined && known.has(vr) ? vr : 'UN';
}
