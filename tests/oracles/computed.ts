/** The value, where there is one. @throws Error with the reason where there is none */
export function computed<T extends { readonly kind: string }>(said: T): Extract<T, { kind: 'computed' }> {
  if (said.kind === 'computed') return said as Extract<T, { kind: 'computed' }>;
  throw new Error(JSON.stringify(said));
}
