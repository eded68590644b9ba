// Where the user is: the one owner of the place that shows and of the address that names it.
import { format, isStep, parse, type Panel, type Place } from './address.ts';

/** The part of the browser that a place is written to and read from. */
export interface AddressBar {
  /** The fragment with its `#`, empty when there is none. */
  readonly hash: string;
  /** Adds a step to the history. */
  push(hash: string): void;
  /** Changes the address of the present step. */
  replace(hash: string): void;
}

/** The address bar of the page; an empty hash leaves path and query alone. */
export const browserAddress: AddressBar = {
  get hash() {
    return location.hash;
  },
  push: (hash) => history.pushState(null, '', urlWith(hash)),
  replace: (hash) => history.replaceState(null, '', urlWith(hash)),
};

const urlWith = (hash: string) => hash || location.pathname + location.search;

/** Browsers refuse longer addresses (Chromium 2 MB): a link from a file that is longer shows without one. */
const longestHash = 1_000_000;

/** The place and the address, which always say the same. Whoever listens to `popstate` calls follow(). */
export class PlaceState {
  readonly #bar: AddressBar;
  #at: Place = $state.raw({ view: 'code', link: '' });
  /** The link in the code, which the other views must not lose. */
  #link = '';

  constructor(bar: AddressBar) {
    this.#bar = bar;
    this.follow();
  }

  get at(): Place {
    return this.#at;
  }

  /** The code, with the link that is open in it. */
  get code(): Place {
    return { view: 'code', link: this.#link };
  }

  /** Goes somewhere. Another view or panel is a step that Back undoes; another item of the same panel is not. */
  go(to: Place): void {
    const from = this.#at;
    this.#take(to);
    const hash = format(to);
    if (hash === this.#bar.hash || hash.length > longestHash) return;
    if (isStep(from, to)) this.#bar.push(hash);
    else this.#bar.replace(hash);
  }

  inspect(panel: Panel, item = ''): void {
    this.go({ view: 'inspect', panel, item });
  }

  /** Takes over the place that the address names: at the start, and after Back, Forward or a typed address. */
  follow(): void {
    this.#take(parse(this.#bar.hash));
  }

  #take(place: Place): void {
    this.#at = place;
    if (place.view === 'code') this.#link = place.link;
  }
}
