// Everybody can use every page, however they see it.
import type { Browser, BrowserContextOptions } from "@playwright/test";

import { faults } from "../support/axe.js";
import type { Company, Person } from "../support/company.js";
import { misusedRoles, sticksOut } from "../support/measures.js";
import { expect, signIn, test } from "../support/test.js";
import { headline, remedy, tabTo } from "../support/pages.js";
import { type Stop, everywhere, underWay } from "../support/tour.js";

/** The same component stands many times in the style guide, and so do its landmarks. */
const expected = (stop: Stop, found: string[]) =>
  stop.name === "style guide" ? found.filter((fault) => !fault.startsWith("landmark-unique")) : found;

/** Opens every page of a newcomer in a browser like this, and looks. */
async function tours(
  browser: Browser,
  company: Company,
  like: BrowserContextOptions,
  look: (page: Awaited<ReturnType<typeof signIn>>, stop: Stop) => Promise<void>,
): Promise<Person> {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 900 }, ...like });
  const person = await company.newcomer();
  const page = await signIn(context, company, person);
  const visit = async (stops: Stop[]) => {
    for (const stop of stops) {
      await page.goto(company.url + stop.path);
      await look(page, stop);
    }
  };
  await visit(await everywhere(page, company, person));
  await visit(await underWay(page, company, person.devices[0]!));
  await company.releasesExecutions();
  await context.clearCookies();
  await visit([{ name: "sign-in", path: "/sign-in" }, { name: "signed out", path: "/signed-out" }]);
  await context.close();
  return person;
}

const LOOKS: [string, BrowserContextOptions][] = [
  ["in light", { colorScheme: "light" }],
  ["in dark", { colorScheme: "dark" }],
  ["in the system's own colours", { forcedColors: "active" }],
];

for (const [name, like] of LOOKS) {
  test(`axe finds nothing on any page ${name}`, async ({ browser, company }) => {
    test.slow();
    await tours(browser, company, like, async (page, stop) => {
      expect(expected(stop, await faults(page)), stop.name).toEqual([]);
      expect(await misusedRoles(page), stop.name).toEqual([]);
    });
  });
}

const NARROW: [string, BrowserContextOptions][] = [
  ["320 pixels in German", { viewport: { width: 320, height: 800 }, locale: "de" }],
  ["320 pixels in French", { viewport: { width: 320, height: 800 }, locale: "fr" }],
  // What a window of 1280 pixels is when the browser enlarges it.
  ["200 %", { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }],
  ["1280 pixels in German", { locale: "de" }],
];

for (const [name, like] of NARROW) {
  test(`nothing sticks out at ${name}`, async ({ browser, company }) => {
    test.slow();
    const names = new Set<string>();
    await tours(browser, company, like, async (page, stop) => {
      expect(await sticksOut(page), stop.name).toEqual([]);
      names.add(stop.name);
    });
    expect(names.size).toBeGreaterThan(15);
  });
}

test("a fix can be run by keyboard alone", async ({ context, company }) => {
  const person = company.colleague(10);
  const device = person.devices[0]!;
  const page = await signIn(context, company, person, `/devices/${device.collector_uid}`);
  await page.keyboard.press("Tab");
  await expect(page.locator(".skip-link")).toBeFocused();
  await tabTo(page, page.locator("#fold-check-startup-toggle"));
  await page.keyboard.press("Enter");
  await tabTo(page, remedy(page, "check-startup").locator("button[type=submit]"));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/executions\//);
  await expect(page.getByRole("status")).toHaveCount(1);
  await expect(headline(page)).toHaveText("Done", { timeout: 45_000 });
  await expect(page.getByRole("status")).toContainText("Done");
});
