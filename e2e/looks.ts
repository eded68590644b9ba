// The looks of an open page: its themes and widths one after the other, what axe finds in each, and whether it scrolls sideways.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** How the page is looked at; without a size, as it is. */
interface Look {
  colorScheme: 'light' | 'dark';
  size?: { width: number; height: number };
}

export const themes: readonly Look[] = [{ colorScheme: 'light' }, { colorScheme: 'dark' }];

export const themesAndWidths: readonly Look[] = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
].flatMap((size) => themes.map((theme) => ({ ...theme, size })));

/** Calls `check` in each look, with its name. What was being animated has come to rest. */
export async function inLooks(
  page: Page,
  looks: readonly Look[],
  check: (look: string) => Promise<void>,
): Promise<void> {
  for (const { colorScheme, size } of looks) {
    await page.emulateMedia({ colorScheme });
    if (size) await page.setViewportSize(size);
    await page.evaluate(async () => {
      const ending = document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
      await Promise.allSettled(ending.map(({ finished }) => finished));
    });
    await check(size ? `${colorScheme}, ${size.width} pixels wide` : colorScheme);
  }
}

/** Rules of WCAG 2.2 A and AA, and axe's own best practices. Returns one line for each violation. */
export async function violations(page: Page): Promise<string[]> {
  // There are no frames; for those of other origins each analysis would open one more page.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} (${node.failureSummary})`),
  );
}

/** How much wider the page is than its window, in pixels. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
