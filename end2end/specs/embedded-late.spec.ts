// What comes too late, in a frame whose pages replace each other without the document's going.
import type { Request, Route } from "@playwright/test";

import { unfolded } from "../support/pages.js";
import { expect, presses, test } from "../support/portal.js";
import { signIn } from "../support/test.js";

const isRefresh = (request: Request) => "deskside-refresh" in request.headers();

test("what comes for a page that was left is not shown on the next one", async ({ portal, company, browser }) => {
  const { page } = portal;
  const person = await company.newcomer();
  const device = person.devices[0]!;
  const held: Route[] = [];
  await page.route(
    ({ pathname }) => pathname === "/embed",
    (route) => void (isRefresh(route.request()) ? held.push(route) : route.continue()),
  );
  await portal.signIn(person);
  await expect(portal.device(person)).toBeVisible();
  // Something happens that the first page has to show.
  const elsewhere = await browser.newContext();
  const other = await signIn(elsewhere, company, person, `/devices/${device.collector_uid}`);
  await (await unfolded(other, "check-startup")).locator("button[type=submit]").click();
  await expect.poll(() => held.length).toBeGreaterThan(0);

  await presses(portal.device(person));
  await expect(portal.headline).toHaveText(device.name);
  const frame = await portal.frame();
  await frame.evaluate(() => {
    const names: string[] = [];
    Object.assign(globalThis, { names });
    const note = () => names.push(document.querySelector("h1")!.textContent!);
    new MutationObserver(note).observe(document.getElementById("main")!, { childList: true });
  });
  await Promise.all([page.waitForEvent("requestfinished", isRefresh), ...held.map((route) => route.continue())]);
  // What is asked for after it comes after it.
  await portal.does((widget) => widget.refresh());
  const names = () => frame.evaluate(() => (globalThis as { names?: string[] }).names!);
  await expect.poll(async () => (await names()).length).toBeGreaterThan(0);
  expect(new Set(await names())).toEqual(new Set([device.name]));
  await elsewhere.close();
});
