// Tests that the place and the address say the same, and what Back and Forward lead to.
import { expect, it } from 'vitest';
import { PlaceState, type AddressBar } from './place.svelte.ts';

/** A browser's history of fragments, with Back and Forward. */
class History implements AddressBar {
  #steps: string[];
  #at = 0;

  constructor(hash = '') {
    this.#steps = [hash];
  }

  get hash(): string {
    return this.#steps[this.#at]!;
  }

  get length(): number {
    return this.#steps.length;
  }

  push(hash: string): void {
    this.#steps = [...this.#steps.slice(0, ++this.#at), hash];
  }

  replace(hash: string): void {
    this.#steps[this.#at] = hash;
  }

  move(by: number, place: PlaceState): void {
    this.#at += by;
    place.follow();
  }
}

it('starts where the address leads', () => {
  expect(new PlaceState(new History('#inspect/hex/0x40')).at).toEqual({
    view: 'inspect',
    panel: 'hex',
    item: '0x40',
  });
  expect(new PlaceState(new History()).at).toEqual({ view: 'code', link: '' });
});

it('goes back and forward through views and panels', () => {
  const history = new History();
  const place = new PlaceState(history);
  place.go({ view: 'targets' });
  place.inspect('summary');
  place.inspect('headers');
  expect(history.hash).toBe('#inspect/headers');
  history.move(-1, place);
  expect(place.at).toMatchObject({ view: 'inspect', panel: 'summary' });
  history.move(-1, place);
  expect(place.at.view).toBe('targets');
  history.move(-1, place);
  expect(place.at.view).toBe('code');
  history.move(+2, place);
  expect(place.at).toMatchObject({ view: 'inspect', panel: 'summary' });
});

it('makes no step of another item of a panel, nor of the same place', () => {
  const history = new History();
  const place = new PlaceState(history);
  place.inspect('headers');
  place.inspect('headers', 'e_machine');
  place.inspect('headers', 'e_entry');
  place.inspect('headers', 'e_entry');
  expect(history.hash).toBe('#inspect/headers/e_entry');
  expect(history.length).toBe(2);
  history.move(-1, place);
  expect(place.at.view).toBe('code');
});

it('leaves an unknown fragment alone, and comes back to it from any view', () => {
  const history = new History('#code=abc');
  const place = new PlaceState(history);
  expect(history.hash).toBe('#code=abc');
  place.inspect('hex');
  place.go({ view: 'storage' });
  place.go(place.code);
  expect(history.hash).toBe('#code=abc');
  expect(place.at).toEqual({ view: 'code', link: '#code=abc' });
});

it('forgets a link when the address leads to the code without one', () => {
  const history = new History('#code=abc');
  const place = new PlaceState(history);
  history.push('');
  place.follow();
  place.go({ view: 'targets' });
  place.go(place.code);
  expect(history.hash).toBe('');
});

it('shows a link that is too long for any address, and leaves the address alone', () => {
  const history = new History('#targets');
  const place = new PlaceState(history);
  const link = `#1d.${'A'.repeat(1_000_000)}`;
  place.go({ view: 'link', link });
  expect(place.at).toEqual({ view: 'link', link });
  expect([history.hash, history.length]).toEqual(['#targets', 1]);
});
