import { faults } from "../support/axe.js";
import { expect, signIn, test } from "../support/test.js";
import { headline, remedy, run, tabTo } from "../support/pages.js";

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing on any page, ${colorScheme}`, async ({ browser, company }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 900 } });
    const person = company.colleague(colorScheme === "light" ? 4 : 5);
    const page = await signIn(context, company, person);
    const device = `/devices/${person.devices[0]!.collector_uid}`;
    await run(page, company, person.devices[0]!, "check-battery");
    const execution = new URL(page.url()).pathname;
    await expect(headline(page)).toHaveText("Done", { timeout: 45_000 });
    for (const path of ["/", device, execution, "/history", "/nothing-here"]) {
      await page.goto(company.url + path);
      expect(await faults(page), path).toEqual([]);
    }
    await context.clearCookies();
    await page.goto(`${company.url}/sign-in`);
    expect(await faults(page), "/sign-in").toEqual([]);
    await context.close();
  });
}

for (const [width, lang] of [[320, "de"], [320, "fr"], [1280, "de"]] as const) {
  test(`nothing sticks out at ${width} pixels in ${lang}`, async ({ browser, company }) => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, locale: lang });
    const page = await signIn(context, company, company.owner);
    for (const path of ["/", `/devices/${company.realDevice.collector_uid}`, "/history", "/sign-in"]) {
      await page.goto(company.url + path);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(beyond, path).toBeLessThanOrEqual(0);
    }
    await context.close();
  });
}

test("a fix can be run by keyboard alone", async ({ context, company }) => {
  const person = company.colleague(10);
  const device = person.devices[0]!;
  const page = await signIn(context, company, person, `/devices/${device.collector_uid}`);
  await page.keyboard.press("Tab");
  await expect(page.locator(".skip-link")).toBeFocused();
  const button = remedy(page, "check-startup").locator("button[type=submit]");
  await tabTo(page, button);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/executions\//);
  await expect(page.getByRole("status")).toHaveCount(1);
  await expect(headline(page)).toHaveText("Done", { timeout: 45_000 });
  await expect(page.getByRole("status")).toContainText("Done");
});
