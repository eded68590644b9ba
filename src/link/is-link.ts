// Tells a link from all other fragments of an address, without anything that reads it.

/** Whether a fragment, with its `#`, is a link: of whatever version, readable or not. */
export function isLink(fragment: string): boolean {
  return /^#\d{1,3}[a-z]\./.test(fragment);
}
