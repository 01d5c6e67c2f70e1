import { expect, signIn, test } from "../support/test.js";
import { headline, run, unfolded } from "../support/pages.js";

import type { Page } from "@playwright/test";

/** How many streams this tab has opened so far. */
function streams(page: Page): () => number {
  let opened = 0;
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/events") opened += 1;
  });
  return () => opened;
}

test("many tabs share one stream, and the next one goes on when it closes", async ({ context, company }) => {
  const person = company.colleague(10);
  const device = person.devices[0]!;
  const first = await signIn(context, company, person, `/devices/${device.collector_uid}`);
  const tabs: Page[] = [];
  const opened: (() => number)[] = [];
  for (let count = 0; count < 4; count += 1) {
    const tab = await context.newPage();
    opened.push(streams(tab));
    await tab.goto(`${company.url}/history`);
    tabs.push(tab);
  }
  // What one tab starts, all of them show, though only one of them listens.
  await company.holdsExecutions();
  await (await unfolded(first, "check-battery")).locator("button[type=submit]").click();
  await first.waitForURL(/\/executions\//);
  for (const tab of tabs) {
    await expect(tab.locator("main").getByRole("link", { name: /Check the battery/ })).toBeVisible();
  }
  // The first one gave it up when it went to another page, and one of the others took it.
  const counts = () => opened.map((count) => count());
  await expect.poll(() => counts().reduce((sum, count) => sum + count, 0)).toBe(1);

  // The one that listens goes; another one takes its place and misses nothing.
  const leader = counts().indexOf(1);
  await tabs.splice(leader, 1)[0]!.close();
  await expect.poll(() => counts().reduce((sum, count) => sum + count, 0)).toBe(2);
  await company.releasesExecutions();
  for (const tab of tabs) {
    await expect(tab.locator("main").getByText("Done").first()).toBeVisible({ timeout: 30_000 });
  }
  expect(counts().reduce((sum, count) => sum + count, 0)).toBe(2);
});

test("a new tab shows at once what runs", async ({ context, company }) => {
  const person = company.colleague(11);
  const device = person.devices[0]!;
  await company.holdsExecutions();
  const page = await signIn(context, company, person);
  await run(page, company, device, "check-startup");
  const tab = await context.newPage();
  await tab.goto(company.url);
  await expect(tab.getByRole("link", { name: /See what slows the start/ }).first()).toBeVisible();
  await company.releasesExecutions();
  await expect(headline(page)).toHaveText("Done", { timeout: 30_000 });
});
