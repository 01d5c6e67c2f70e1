// Times stand in the zone of whoever looks, and from the second page on without a script's having to change any.
import type { BrowserContext, Page } from "@playwright/test";

import type { Company } from "../support/company.js";
import { run } from "../support/pages.js";
import { expect, signIn, test } from "../support/test.js";

/** In which no other clock of the suite runs, and whose minutes are not those of UTC. */
const ZONE = "Asia/Kolkata";
const COOKIE = "deskside-zone";

test.use({ timezoneId: ZONE });

/** All clocks of a page: what they say, and of which moment. */
interface Clock {
  said: string;
  at: string;
}

const read = (times: Element[]): Clock[] =>
  times.map((time) => ({ said: time.textContent ?? "", at: time.getAttribute("datetime")! }));

async function shown(page: Page): Promise<Clock[]> {
  const clocks = await page.locator("time[data-clock]").evaluateAll(read);
  expect(clocks.length).toBeGreaterThan(0);
  return clocks;
}

/** Goes there, and answers what the server sent, and whether a script changed any of it. */
async function opens(page: Page, url: string): Promise<{ sent: string[]; changed: string[] }> {
  const answer = (await page.goto(url))!;
  await expect(page.locator("html[data-scripts]")).toBeAttached();
  const sent = await page.evaluate((text) => {
    const times = new DOMParser().parseFromString(text, "text/html").querySelectorAll("time[data-clock]");
    return [...times].map((time) => time.textContent ?? "");
  }, await answer.text());
  return { sent, changed: await page.evaluate(() => (window as unknown as { changed: string[] }).changed) };
}

/** In every page, from its beginning: the clocks that are written anew. */
function watch(): void {
  const changed: string[] = [];
  Object.assign(window, { changed });
  new MutationObserver((changes) => {
    for (const { target, removedNodes } of changes) {
      if (target instanceof HTMLTimeElement && removedNodes.length > 0) changed.push(target.outerHTML);
    }
  }).observe(document, { subtree: true, childList: true });
}

/** Signs in, and answers a page whose times do not move on, when nothing is about to tell the zone any more. */
async function settled(context: BrowserContext, company: Company): Promise<{ page: Page; receipt: string }> {
  const employee = await company.newcomer();
  const page = await signIn(context, company, employee);
  await expect.poll(() => told(page)).toBeTruthy();
  await run(page, company, employee.devices[0]!, "check-startup");
  await expect(page.locator(".execution")).not.toHaveClass(/tone-open/, { timeout: 45_000 });
  const receipt = `${page.url()}/receipt`;
  await page.goto("about:blank");
  await context.addInitScript(watch);
  return { page, receipt };
}

const told = async (page: Page) => (await page.context().cookies()).find(({ name }) => name === COOKIE)?.value;

test("a browser tells its zone once, and pages come with its times", async ({ context, company }) => {
  const { page, receipt } = await settled(context, company);
  await context.clearCookies({ name: COOKIE });

  const first = await opens(page, receipt);
  for (const said of first.sent) expect(said).toMatch(/UTC$/);
  expect(first.changed.length).toBe(first.sent.length);
  const byScripts = await shown(page);
  // An old name of the same zone is as good.
  await expect.poll(() => told(page)).toMatch(/^Asia\/(Kolkata|Calcutta)$/);

  const next = await opens(page, receipt);
  expect(next.changed, "what stands there is left alone").toEqual([]);
  // What scripts write is what the server writes, with date and all; but for the moment of issue, which has moved on.
  const byServer = await shown(page);
  const same = byServer.filter(({ at }) => byScripts.some((clock) => clock.at === at));
  expect(same.length).toBeGreaterThan(3);
  for (const clock of same) expect(byScripts).toContainEqual(clock);
  // It is the time there, by the browser's own reckoning.
  const reckon = ({ timeZone, clocks }: { timeZone: string; clocks: Clock[] }) => {
    const format = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
    return clocks.map(({ at }) => format.format(new Date(at)));
  };
  const there = await page.evaluate(reckon, { timeZone: ZONE, clocks: byServer });
  expect(byServer.map(({ said }) => /\d\d:\d\d/.exec(said)?.[0])).toEqual(there);
});

test("who moves to another zone is told its times by scripts, and from the next page on by the server", async ({ context, company }) => {
  const { page, receipt } = await settled(context, company);
  await context.clearCookies({ name: COOKIE });
  await context.addCookies([{ name: COOKIE, value: "Pacific/Honolulu", url: company.url }]);

  const moved = await opens(page, receipt);
  expect(moved.changed.length).toBe(moved.sent.length);
  await expect.poll(() => told(page)).toMatch(/^Asia\/(Kolkata|Calcutta)$/);
  expect((await opens(page, receipt)).changed).toEqual([]);
});
