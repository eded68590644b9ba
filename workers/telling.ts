// Tells the page's listeners what happens in a worker.
import type { Listener, Told } from './protocol/listener.ts';

/** A function that tells a listener. Its events arrive in order, and before the answer to the call they are told in. */
export function telling<Event>(listener: Listener<Event>): (event: Event) => void {
  return (event) => postMessage({ listener, event } satisfies Told);
}
