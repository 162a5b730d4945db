declare module 'dcmjs/dictionary' {
  /** Keys look like "(0008,0005)"; `vr` is two letters, or "ox", "xs", "lt", "up", "na" where the standard leaves a choice. */
  export const dictionary: Readonly<
    Record<string, { readonly vr?: string; readonly name: string } | undefined>
  >;
}
