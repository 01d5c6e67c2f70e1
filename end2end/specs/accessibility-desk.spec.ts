// Everybody can use the pages on the way to IT, and those for who looks after Deskside.
import type { BrowserContextOptions } from "@playwright/test";

import { faults } from "../support/axe.js";
import { expect, test } from "../support/desk.js";
import { misusedRoles, smallTargets, sticksOut, unseenFocus } from "../support/measures.js";
import { headline } from "../support/pages.js";

const LOOKS: [string, BrowserContextOptions][] = [
  ["in light", { colorScheme: "light" }],
  ["in dark, at 320 pixels, in German", { colorScheme: "dark", viewport: { width: 320, height: 800 }, locale: "de" }],
  ["in the system's own colours", { forcedColors: "active" }],
];

for (const [name, like] of LOOKS) {
  test(`what is handed over and what admins see can be used ${name}`, async ({ browser, desk }) => {
    const person = await desk.installation.newcomer();
    const page = await desk.opens(browser, person, ["it"], { ...like, reducedMotion: "reduce" });
    const looks = async (what: string) => {
      expect(await faults(page), what).toEqual([]);
      expect(await misusedRoles(page), what).toEqual([]);
      expect(await sticksOut(page), what).toEqual([]);
      expect(await smallTargets(page), what).toEqual([]);
      expect((await unseenFocus(page)).unseen, what).toEqual([]);
    };
    const device = person.devices[0]!.collector_uid;
    await page.goto(`${desk.url}/hand-over?device=${device}`);
    await expect(page.locator("#note")).toBeVisible();
    await page.locator("details").evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
    await looks("hand-over");
    await page.locator("#note").fill("It began on Monday.");
    await page.locator("#hand-over-button").click();
    await page.waitForURL(/\/hand-overs\//);
    await expect(page.locator(".execution.tone-good")).toBeVisible({ timeout: 30_000 });
    await expect(headline(page)).not.toBeEmpty();
    await looks("handed over");
    await page.goto(`${desk.url}/devices/${device}`);
    await expect(page.locator("#handed")).toBeVisible();
    await looks("device of which something was handed over");
    await page.goto(`${desk.url}/sign-ins`);
    await looks("sign-ins of all");
    for (const name of ["content", "value", "explain", "limits"]) {
      await page.goto(`${desk.url}/admin/${name}`);
      await looks(name);
    }
    await page.goto(`${desk.url}/admin/explain`);
    await page.locator("#person").fill(person.upn);
    await page.locator("#item").selectOption("remedy:free-up-space");
    await page.locator("#explain button").click();
    await expect(page.locator("#explained")).toBeVisible();
    await looks("explained");
  });
}
