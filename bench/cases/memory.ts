// Measures whether a tab grows with the targets it builds and the files it inspects.
import type { Case } from '../measurement.ts';
import { Playground } from '../playground.ts';
import { tabMemory } from '../tab-memory.ts';

/** Targets that are built, after how many of them the tab is measured first, and files that are inspected. */
const counts = { built: 20, settled: 5, inspected: 10 };

/** How much more the tab may hold in the end than after the first few builds. */
const growth = 1.15;

export const memory: Case = {
  name: 'memory',
  async run({ url, linkable }) {
    const targets = linkable.slice(0, counts.built);
    const playground = await Playground.open(url);
    const { browser } = playground;
    const measure = () => tabMemory(browser, playground.page);
    try {
      await playground.until('warm');
      await buildEach(playground, targets.slice(0, counts.settled));
      const settled = await measure();
      await buildEach(playground, targets.slice(counts.settled));
      const built = await measure();
      await inspectEach(playground, targets.slice(0, counts.inspected));
      const end = await measure();
      if (settled === undefined || built === undefined || end === undefined) return [];
      const many = `${counts.built} targets`;
      return [
        { what: `memory: tab after ${counts.settled} targets`, unit: 'bytes', value: settled },
        { what: `memory: tab after ${many}`, unit: 'bytes', value: built },
        {
          what: `memory: then ${counts.inspected} files inspected and closed`,
          unit: 'bytes',
          value: end,
          limit: settled * growth,
        },
      ];
    } finally {
      await playground.close();
    }
  },
};

/** One after the other; when it resolves, what builds in the background for the last one has ended as well. */
async function buildEach(playground: Playground, targets: readonly string[]): Promise<void> {
  for (const [i, target] of targets.entries()) {
    const rounds = await playground.warmUps();
    await playground.choose(target);
    await playground.build();
    if (i === targets.length - 1) await playground.untilWarmUps(rounds + 1);
  }
}

/** Opens each build in the inspector, reads the parts that take most, and closes it. */
async function inspectEach({ page }: Playground, targets: readonly string[]): Promise<void> {
  const click = async (selector: string) => {
    await page.waitForSelector(selector, { visible: true });
    await page.click(selector);
  };
  for (const target of targets) {
    await click(`[aria-label^="Inspect "][aria-label$=" for ${target}"]`);
    await page.waitForSelector('[role=tabpanel]#inspector-panel');
    for (const panel of ['Symbols', 'Sizes', 'Sections', 'Summary'])
      await click(`::-p-aria([name="${panel}"][role="tab"])`);
    await click('main[aria-label="Inspector"] button[aria-label^="Close "]');
    await click('::-p-text(Back to the editor)');
  }
}
