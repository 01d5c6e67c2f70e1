// Looks at a page with axe-core. The script is evaluated by the browser's own protocol, so the page's policy stays.
import { createRequire } from "node:module";

import type { Frame, Page } from "@playwright/test";
import type { AxeResults } from "axe-core";

const { source } = createRequire(import.meta.url)("axe-core") as { source: string };

/** What axe-core finds on the page as it stays: a colour that is on its way to another one is nobody's to read. */
export async function faults(page: Page | Frame): Promise<string[]> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map((one) => one.finished));
  });
  await page.evaluate(source);
  const results = await page.evaluate(
    () => (globalThis as unknown as { axe: { run: (what: unknown) => Promise<AxeResults> } }).axe.run({ exclude: [] }),
  );
  return results.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 160)} (${node.failureSummary})`),
  );
}
