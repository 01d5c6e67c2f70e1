// Times stand in the zone of whoever looks, and from the second page on without a script's having to change any.
import type { Page } from "@playwright/test";

import { expect, signIn, test } from "../support/test.js";

/** In which no other clock of the suite runs, and whose minutes are not those of UTC. */
const ZONE = "Asia/Kolkata";

test.use({ timezoneId: ZONE });

const cookie = async (page: Page) =>
  (await page.context().cookies()).find(({ name }) => name === "deskside-zone")?.value;

/** The words of all clocks, in the page's order. */
const clocks = (page: Page) => page.locator("time[data-clock]").allTextContents();

/** The same in the page as the server has sent it, before any script. */
async function sent(page: Page, html: string): Promise<string[]> {
  return page.evaluate((text) => {
    const times = new DOMParser().parseFromString(text, "text/html").querySelectorAll("time[data-clock]");
    return [...times].map((time) => time.textContent ?? "");
  }, html);
}

test("a browser tells its zone once, and pages come with its times", async ({ context, company }) => {
  const employee = await company.newcomer();
  const path = `/devices/${employee.devices[0]!.collector_uid}`;
  const page = await signIn(context, company, employee, path);
  await context.clearCookies({ name: "deskside-zone" });

  const first = (await page.goto(company.url + path))!;
  const unknown = await sent(page, await first.text());
  expect(unknown.length).toBeGreaterThan(0);
  for (const said of unknown) expect(said).toMatch(/UTC$/);
  await expect(page.locator("html[data-scripts]")).toBeAttached();
  for (const said of await clocks(page)) expect(said).toMatch(/\d\d:\d\d$/);
  // An old name of the same zone is as good.
  await expect.poll(() => cookie(page)).toMatch(/^Asia\/(Kolkata|Calcutta)$/);

  const next = (await page.goto(company.url + path))!;
  const known = await sent(page, await next.text());
  await expect(page.locator("html[data-scripts]")).toBeAttached();
  expect(known).toEqual(await clocks(page));
  // It is the time there: the one that the element carries, by the browser's own reckoning.
  const there = await page.locator("time[data-clock=m]").evaluateAll((times, timeZone) => {
    const clock = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
    return times.map((time) => clock.format(new Date(time.getAttribute("datetime")!)));
  }, ZONE);
  const minutes = await page.locator("time[data-clock=m]").allTextContents();
  expect(minutes.map((said) => said.slice(-5))).toEqual(there);
});

test("who moves to another zone is told its times from the next page on", async ({ context, company }) => {
  // A page whose times do not move on.
  const path = "/sign-ins";
  const page = await signIn(context, company, await company.newcomer(), path);
  await context.clearCookies({ name: "deskside-zone" });
  await context.addCookies([{ name: "deskside-zone", value: "Pacific/Honolulu", url: company.url }]);

  const moved = (await page.goto(company.url + path))!;
  expect(await moved.text()).toContain('data-zone="600 600"');
  await expect(page.locator("html[data-scripts]")).toBeAttached();
  // What the scripts wrote into this page is what the server writes into the next.
  const here = await clocks(page);
  await expect.poll(() => cookie(page)).toMatch(/^Asia\/(Kolkata|Calcutta)$/);
  const next = (await page.goto(company.url + path))!;
  expect(await sent(page, await next.text())).toEqual(here);
});
