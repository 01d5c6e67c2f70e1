// What specs do on pages, in the words of an employee.
import { type FrameLocator, type Locator, type Page, expect } from "@playwright/test";

import type { Device } from "./company.js";

export function remedy(page: Page, id: string): Locator {
  return page.locator(`#remedy-${id}`);
}

/** The same where it is folded below its name: opened, unless it is. */
export async function unfolded(where: Page | FrameLocator, id: string, press = (name: Locator) => name.click()): Promise<Locator> {
  const all = where.locator(`#remedy-${id}`);
  await all.waitFor({ state: "attached" });
  const closed = where.locator(`#fold-${id}:not([open])`);
  if (await closed.count()) await press(closed.locator("summary"));
  await expect(all).toBeVisible();
  return all;
}

/** Presses the button of a remedy on a device's page; lands on the execution's page. */
export async function run(page: Page, site: { url: string }, device: Device, id: string): Promise<void> {
  await page.goto(`${site.url}/devices/${device.collector_uid}`);
  const shown = await unfolded(page, id);
  const consent = shown.locator("input[name=consent]");
  if (await consent.count()) await consent.check();
  await shown.locator("button[type=submit]").click();
  await page.waitForURL(/\/executions\//);
}

/**
 * Presses something in a frame of another process. Where what has just been scrolled is, the browser learns a moment after
 * it has told the page so, and until then what is pressed there goes elsewhere.
 */
export async function presses(target: Locator): Promise<void> {
  const isReached = async () => {
    await target.hover();
    return target.evaluate((element) => element.matches(":hover"));
  };
  await expect.poll(isReached).toBe(true);
  await target.click();
}

/** Goes on to something by the Tab key, as whoever has no pointer does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    if (await target.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(target, "reached by Tab").toBeFocused();
}

export function headline(page: Page): Locator {
  return page.getByRole("heading", { level: 1 });
}
