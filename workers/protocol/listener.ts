// How a worker tells the page something before it answers.

/**
 * A listener of the page, by the number it has among those of one worker. What the worker tells it travels with the
 * answers, through the same port: all that was told before an answer arrives before it. (A comlink proxy would have a port
 * of its own, and messages of two ports have no order: https://html.spec.whatwg.org/multipage/web-messaging.html#ports.)
 */
export type Listener<Event> = number & { readonly listensTo?: (event: Event) => void };

/** What a worker posts to tell a listener. */
export interface Told {
  listener: number;
  event: unknown;
}
