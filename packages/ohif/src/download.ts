/** Gives the reader a file, as if a link to it had been pressed. */
export function download(blob: Blob, name: string, document: Document): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser takes the blob over a little later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
