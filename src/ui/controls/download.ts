// Hands bytes to the browser's downloads.

/** Saves bytes under a name. The bytes never leave the machine: the URL points into this page's memory. */
export function download(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  downloadFile(name, new Blob([bytes], { type: 'application/octet-stream' }));
}

/** Saves a Blob under a name, which no type of its own may give another ending. */
export function downloadFile(name: string, file: Blob): void {
  const url = URL.createObjectURL(file.slice(0, file.size, 'application/octet-stream'));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Safari reads the URL some time after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
