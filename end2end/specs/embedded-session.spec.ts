// A session that ends while the frame stands open.
import { randomUUID } from "node:crypto";

import type { Company, Person } from "../support/company.js";
import { type Cookies, type Portal, expect, presses, test } from "../support/portal.js";
import { signIn } from "../support/test.js";
import type { Browser } from "@playwright/test";

/** Ends every session of this person, from another browser. */
async function endsEverywhere(browser: Browser, company: Company, person: Person): Promise<void> {
  const context = await browser.newContext();
  await signIn(context, company, person);
  const answer = await context.request.post(`${company.url}/sign-out-everywhere`, { headers: { origin: company.url } });
  expect(answer.ok()).toBe(true);
  await context.close();
}

const done = async (portal: Portal) => (await portal.said("signin")).filter(({ state }) => state === "done").length;

for (const [cookies, index] of [["partitioned", 0], ["blocked", 1]] satisfies [Cookies, number][]) {
  test.describe(`what a frame keeps: ${cookies}`, () => {
    test.use({ cookies });

    test("what is open goes on with a fresh token, and loses nothing", async ({ portal, company, browser }) => {
      const person = await company.newcomer();
      const device = person.devices[0]!;
      await portal.signIn(person);
      await presses(portal.device(person));
      await portal.marks();
      const level = (await portal.opened("free-up-space")).locator("select");
      await level.selectOption("Deep");
      expect(await done(portal)).toBe(1);

      // The stream notices, and nobody has to touch anything.
      await endsEverywhere(browser, company, person);
      await expect.poll(() => done(portal), { timeout: 40_000 }).toBe(2);
      await expect(portal.headline).toHaveText(device.name);
      await expect(level).toHaveValue("Deep");
      await expect(portal.inside.locator("#connection")).toBeHidden();

      // Going on in it, somebody meets the end of a session first.
      await endsEverywhere(browser, company, person);
      await presses(portal.inside.getByRole("link", { name: "History" }));
      await expect(portal.headline).toHaveText("History");
      expect(await done(portal)).toBe(3);
      expect(await portal.isMarked()).toBe(true);
      expect((await portal.said("signin")).every(({ state }) => state === "done")).toBe(true);
    });

    test("a press in that moment is one run", async ({ portal, company, browser }) => {
      const person = await company.newcomer();
      const device = person.devices[0]!;
      await portal.signIn(person);
      await presses(portal.device(person));
      const press = (await portal.opened("check-startup")).locator("button[type=submit]");
      await expect(press).toBeVisible();
      const before = (await company.triggersOn(device)).length;
      await endsEverywhere(browser, company, person);
      await presses(press);
      await expect.poll(() => portal.path()).toMatch(/^\/embed\/executions\//);
      await expect(portal.headline).not.toHaveText(/Waiting|Sending|sent/, { timeout: 45_000 });
      expect((await company.triggersOn(device)).length).toBe(before + 1);
    });

    test("where the portal has no token any more, the button is offered, and the way goes on from there", async ({ portal, company, browser }) => {
      const person = company.colleague(index);
      await portal.signIn(person);
      await expect(portal.device(person)).toBeVisible();
      await portal.does((widget) => void (widget.token = async () => null));
      await endsEverywhere(browser, company, person);
      await presses(portal.device(person));
      const button = portal.inside.getByRole("button", { name: "Sign in" });
      await expect(button).toBeVisible();
      await expect(portal.device(person)).toHaveCount(0);
      expect(await portal.said("error")).toContainEqual({ error: "no_token" });
      expect((await portal.said("signin")).map(({ state }) => state)).toEqual(["done", "over", "needed"]);

      const [window] = await Promise.all([portal.page.waitForEvent("popup"), presses(button)]);
      await window.locator(`button[name=employee][value="${person.upn}"]`).click();
      await expect(portal.headline).toHaveText(person.devices[0]!.name);
    });
  });
}

test("a page that nobody may go on in says so, and leads to the button", async ({ portal, company, browser }) => {
  const person = company.colleague(2);
  await portal.signIn(person);
  await expect(portal.device(person)).toBeVisible();
  await portal.does((widget) => void (widget.token = async () => null));
  await endsEverywhere(browser, company, person);
  const over = portal.inside.locator("#connection-sign-in");
  // A silent stream looks every 15 seconds whether its sign-in still holds.
  await expect(over).toBeVisible({ timeout: 40_000 });
  await expect(portal.inside.locator("#connection")).toContainText("Your session has ended");
  await expect(portal.device(person)).toBeVisible();
  await presses(over);
  await expect(portal.inside.getByRole("button", { name: "Sign in" })).toBeVisible();
});

test("a token that is refused says which code, and leaves the button", async ({ portal, company }) => {
  const person = company.colleague(2);
  await portal.page.route("**/token", (route) => route.fulfill({ json: { token: `e30.${randomUUID()}.x` } }));
  await portal.signIn(person);
  await expect(portal.inside.getByRole("button", { name: "Sign in" })).toBeVisible();
  await expect(portal.inside.getByRole("alert")).toContainText("malformed");
  expect(await portal.said("signin")).toEqual([{ state: "refused", error: "malformed" }]);
});

test("a session that is found to be over when somebody has signed out is not spoken of", async ({ portal, company, browser }) => {
  const person = company.colleague(3);
  await portal.signIn(person);
  await expect(portal.device(person)).toBeVisible();
  await portal.does((widget) => void (widget.token = () => new Promise((goesOn) => Object.assign(window, { goesOn }))));
  await endsEverywhere(browser, company, person);
  // A silent stream looks every 15 seconds whether its sign-in still holds; then the portal is asked, and takes its time.
  await expect.poll(() => portal.page.evaluate(() => "goesOn" in window), { timeout: 40_000 }).toBe(true);
  await portal.does((widget) => widget.signOut());
  await expect(portal.headline).toHaveText("You are signed out");
  await portal.page.evaluate(() => (window as unknown as { goesOn(token: null): void }).goesOn(null));
  await expect.poll(() => portal.said("error")).toContainEqual({ error: "no_token" });
  await portal.headline.evaluate(() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))));
  expect(await portal.inside.locator("#connection").isHidden()).toBe(true);
});
