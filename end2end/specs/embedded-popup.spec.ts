// A portal that vouches for nobody: people sign in by themselves, in a window beside it.
import type { Page } from "@playwright/test";

import type { Person } from "../support/company.js";
import { type Cookies, type Portal, expect, presses, test } from "../support/portal.js";

const button = (portal: Portal) => portal.inside.getByRole("button", { name: "Sign in" });

async function popup(portal: Portal): Promise<Page> {
  const [window] = await Promise.all([portal.page.waitForEvent("popup"), presses(button(portal))]);
  await window.waitForLoadState();
  return window;
}

/** Signs in there; the window goes by itself. */
async function chooses(window: Page, person: Person): Promise<void> {
  const closed = window.waitForEvent("close");
  await window.locator(`button[name=employee][value="${person.upn}"]`).click();
  await closed;
}

for (const cookies of ["allowed", "partitioned", "blocked"] satisfies Cookies[]) {
  test.describe(`what a frame keeps: ${cookies}`, () => {
    test.use({ cookies });

    test("one click and a choice in a window of its own sign in", async ({ portal, company }) => {
      const [visitor, person] = [company.colleague(8), company.colleague(9)];
      await portal.givesNoTokens();
      // Who is signed in at the portal does not matter: it says nothing.
      await portal.signIn(visitor);
      await expect(button(portal)).toBeVisible();
      expect(await portal.said("signin")).toEqual([{ state: "needed" }]);
      await chooses(await popup(portal), person);
      await expect(portal.device(person)).toBeVisible();
      expect(await portal.said("signin")).toEqual([{ state: "needed" }, { state: "done" }]);
      await presses(portal.device(person));
      await expect(portal.headline).toHaveText(person.devices[0]!.name);

      await portal.page.reload();
      if (cookies === "blocked") {
        // A full load forgets what was in memory only.
        await expect(button(portal)).toBeVisible();
        await expect(portal.device(person)).toHaveCount(0);
      } else {
        await expect(portal.device(person)).toBeVisible();
        expect(await portal.said("signin")).toEqual([]);
      }
    });
  });
}

test("the page that was wanted is the one that is shown after signing in", async ({ portal, company }) => {
  const person = company.colleague(9);
  const device = person.devices[0]!;
  await portal.givesNoTokens();
  await portal.signIn(person);
  await expect(button(portal)).toBeVisible();
  await portal.does((widget, uid) => widget.go(`/devices/${uid}`), device.collector_uid);
  await chooses(await popup(portal), person);
  await expect(portal.headline).toHaveText(device.name);
  expect(await portal.path()).toBe(`/embed/devices/${device.collector_uid}`);
});

test("a window that is closed before leaves the button, and the next one works", async ({ portal, company }) => {
  const person = company.colleague(9);
  await portal.givesNoTokens();
  await portal.signIn(person);
  const window = await popup(portal);
  await expect(window.getByRole("heading", { level: 1 })).toBeVisible();
  await window.close();
  await expect(button(portal)).toBeEnabled();
  await expect(portal.inside.locator("#connect-why")).toBeEmpty();
  expect(await portal.said("signin")).toEqual([{ state: "needed" }]);
  await chooses(await popup(portal), person);
  await expect(portal.device(person)).toBeVisible();
});

test("the code of a window is worth nothing a second time, anywhere", async ({ portal, company, browser }) => {
  const person = company.colleague(9);
  await portal.givesNoTokens();
  await portal.signIn(person);
  const sent = portal.page.waitForRequest("**/embed/session");
  await chooses(await popup(portal), person);
  await expect(portal.device(person)).toBeVisible();
  const data = (await sent).postData()!;
  expect(JSON.parse(data)).toMatchObject({ token: null, code: expect.stringMatching(/^[\w-]{43,}$/) });
  const again = (body: string) =>
    fetch("/embed/session", { method: "POST", headers: { "content-type": "application/json" }, body }).then(async (answer) => ({
      status: answer.status,
      text: await answer.text(),
    }));
  const refused = { status: 403, text: '{"error":"code_used"}' };
  expect(await (await portal.frame()).evaluate(again, data)).toEqual(refused);
  const elsewhere = await browser.newContext();
  const page = await elsewhere.newPage();
  await page.goto(`${company.url}/sign-in`);
  expect(await page.evaluate(again, data)).toEqual(refused);
  await elsewhere.close();
  // Whoever is signed in stays it.
  await portal.does((widget) => widget.refresh());
  await expect(portal.device(person)).toBeVisible();
});

test("a browser that blocks the window says so", async ({ portal, company }) => {
  await portal.givesNoTokens();
  await portal.signIn(company.colleague(9));
  await expect(button(portal)).toBeVisible();
  await (await portal.frame()).evaluate(() => Object.assign(window, { open: () => null }));
  await presses(button(portal));
  await expect(portal.inside.getByRole("alert")).toContainText("blocked the sign-in window");
  await expect(portal.inside.getByRole("link", { name: "Open in a new tab" })).toHaveAttribute("target", "_blank");
});
