/** Whole TrueType files; a PDF embeds the letters that it uses. */
export interface ReportFonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}
