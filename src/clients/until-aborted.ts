// Waits for something only until a signal fires.

/**
 * What `work` gives, or an AbortError as soon as the signal fires: what cannot be stopped itself (a manifest that others
 * wait for as well) then goes on unheard.
 */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(new DOMException('This was stopped.', 'AbortError'));
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Reports whether something ended because it was stopped or closed, which is nobody's fault. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
