// Tests that Retry leads to a build with fresh fetches, whenever it is pressed, and that the file is named that failed last.
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { fakeSite, turns } from '../clients/testing/fake-site.ts';
import { Playground } from './playground.svelte.ts';

// The turns below are no time to load a module in: what describes a binary is there before.
beforeAll(() => import('./describe.ts'));
afterEach(() => vi.unstubAllGlobals());

/** What happens: to the network, and by the user's hand. `settle` ends what is being fetched, as the network was when it began. */
const steps = ['load', 'build', 'settle', 'mend', 'retry', 'retry'] as const;
type Step = (typeof steps)[number];

/** Every order of the steps, each once. */
function orders(left: readonly Step[]): Step[][] {
  if (left.length === 0) return [[]];
  return [...new Set(left)].flatMap((first) => {
    const rest = [...left];
    rest.splice(rest.indexOf(first), 1);
    return orders(rest).map((order) => [first, ...order]);
  });
}

/** Who presses Retry only before the network is back has to press it again. */
const ordersWithHope = orders(steps).filter((order) => order.indexOf('mend') < order.lastIndexOf('retry'));

const longestWait = 200;

/** How a page ends whose network fails from now on, until it is mended. */
async function endOf(
  order: readonly Step[],
  hasManifest: boolean,
  pause: () => Promise<void>,
): Promise<string> {
  const { network } = fakeSite();
  const playground = new Playground();
  if (hasManifest) await playground.loadManifest();
  network.isUp = network.isQuick = false;
  const act: Record<Step, () => void> = {
    load: () => void playground.loadTools(),
    build: () => void playground.build(),
    settle: () => network.settle(),
    mend: () => void (network.isUp = true),
    retry: () => void playground.retry(),
  };
  for (const step of order) {
    act[step]();
    await pause();
  }
  const end = () => `${playground.building.latest.status}, toolchain ${playground.toolchain?.status}`;
  for (let i = 0; i < longestWait && end() !== 'exit, toolchain ready'; i++) {
    network.settle();
    await turns(1);
  }
  return end();
}

test.each([
  ['the manifest fails, one after the other', false, () => turns(4)],
  ['the manifest fails, at once', false, () => Promise.resolve()],
  ['packages fail, one after the other', true, () => turns(4)],
  ['packages fail, at once', true, () => Promise.resolve()],
] as const)(
  'in every order, %s: the build ends with a binary',
  { timeout: 300_000 },
  async (_, hasManifest, pause) => {
    const wrong: string[] = [];
    for (const order of ordersWithHope) {
      const end = await endOf(order, hasManifest, pause);
      if (end !== 'exit, toolchain ready') wrong.push(`${order.join(', ')}: ${end}`);
    }
    expect(wrong).toEqual([]);
    expect(ordersWithHope).toHaveLength(240);
  },
);

/** The prepared file that the page says it lacks. */
function namedFile({ cards }: Playground): string | undefined {
  return cards
    .flatMap((card) => (card.kind === 'missing' ? [card.problem.file] : []))[0]
    ?.split('/')
    .at(-1);
}

test('whatever fails after another file has failed, the page names the last one', async () => {
  const { network } = fakeSite();
  const playground = new Playground();
  await playground.loadManifest();
  network.isUp = network.isQuick = false;
  const acts = ['loadTools', 'build', 'retry'] as const;
  const named: string[] = [];
  const meanwhile: (string | undefined)[] = [];
  for (const first of acts)
    for (const second of acts)
      for (const act of [first, second]) {
        network.file = `${named.length}.bin`;
        void playground[act]();
        await turns();
        if (act !== 'loadTools') meanwhile.push(namedFile(playground));
        for (; network.isWaiting; await turns()) network.settle();
        named.push(namedFile(playground) ?? 'none');
      }
  expect(named).toEqual(named.map((_, i) => `${i}.bin`));
  // What is tried anew has not failed yet.
  expect(new Set(meanwhile)).toEqual(new Set([undefined]));
});
