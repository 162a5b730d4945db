/**
 * Characters that no font shows and that texts of DICOM objects may not hold (PS3.5 6.1.3), but for tab, line feed, form
 * feed and carriage return; DEL and those from 80 to 9F among them.
 */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f]/g;

export const holdsControls = (text: string): boolean => withoutControls(text) !== text;

export const withoutControls = (text: string): string => text.replace(CONTROLS, '');
