// How large a file is after gzip, which is what travels when it is published.

/** Bytes of the file compressed with gzip at its usual level; nothing is kept. Undefined for no file. */
export async function gzipSize(file: Blob | undefined): Promise<number | undefined> {
  if (!file) return undefined;
  const reader = file.stream().pipeThrough(new CompressionStream('gzip')).getReader();
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) size += part.value.length;
  return size;
}
