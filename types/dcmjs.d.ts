declare module 'dcmjs' {
  type Dict = Record<string, { vr: string; Value?: unknown[] }>;
  export const data: {
    readonly DicomMetaDictionary: {
      /** Keys are keywords of PS3.6. An element's VR follows from its keyword. */
      denaturalizeDataset(dataset: Record<string, unknown>): Dict;
    };
    readonly DicomMessage: { readFile(file: ArrayBuffer): { dict: Dict; write(): ArrayBuffer } };
    readonly DicomDict: new (meta: Dict) => { dict: Dict; write(): ArrayBuffer };
  };
}
