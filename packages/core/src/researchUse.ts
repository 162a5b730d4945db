/** Stands on every panel, page and object. */
export const RESEARCH_USE = 'For Research Use Only. Not for use in diagnostic procedures.';
