/** What the stored results do not know and a reader types once; empty where nobody said. */
export interface ContextFields {
  /** As the eighth TNM edition writes it: cT3, pN1a, M0; free text. */
  readonly t: string;
  readonly n: string;
  readonly m: string;
  readonly msi: '' | 'MSS' | 'MSI-L' | 'MSI-H' | 'pMMR' | 'dMMR';
  /** YYYY-MM-DD. */
  readonly specimenDate: string;
  readonly ctDate: string;
  readonly neoadjuvant: '' | 'none' | 'given before CT' | 'given between CT and specimen';
  readonly remarks: string;
}

export const NO_CONTEXT: ContextFields = {
  t: '',
  n: '',
  m: '',
  msi: '',
  specimenDate: '',
  ctDate: '',
  neoadjuvant: '',
  remarks: '',
};
