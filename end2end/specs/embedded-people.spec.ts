// Whoever is signed in at the portal now, and nobody who was before.
import type { Page } from "@playwright/test";

import type { Person } from "../support/company.js";
import { type Cookies, expect, presses, test } from "../support/portal.js";

/** From now on it is an error, which fails the test, when a frame shows this person's devices or name. */
async function mustNotSee(page: Page, person: Person): Promise<void> {
  const words = [person.name, person.upn, ...person.devices.flatMap(({ name, collector_uid }) => [name, collector_uid])];
  await page.addInitScript((words) => {
    if (parent === window) return;
    const look = () => {
      const seen = words.find((word) => document.documentElement?.outerHTML.includes(word));
      if (!seen) return;
      console.error(`${location} shows ${seen}`);
      watch.disconnect();
    };
    const watch = new MutationObserver(look);
    watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  }, words);
}

for (const cookies of ["allowed", "partitioned", "blocked"] satisfies Cookies[]) {
  test.describe(`what a frame keeps: ${cookies}`, () => {
    test.use({ cookies });

    test("when somebody else signs in at the portal, the first one is gone", async ({ portal, company }) => {
      const { page } = portal;
      const [first, second] = [company.colleague(4), company.colleague(5)];
      await portal.signIn(first);
      await presses(portal.device(first));
      await expect(portal.headline).toHaveText(first.devices[0]!.name);
      await portal.signOut();
      await mustNotSee(page, first);

      await portal.signIn(second);
      await expect(portal.device(second)).toBeVisible();
      await page.reload();
      await expect(portal.device(second)).toBeVisible();
      // Back through what both have seen, and forth again.
      await page.goto(`${company.portal}/badge`);
      await expect(portal.inside.locator("#glance")).toBeVisible();
      await page.goBack();
      await expect(portal.device(second)).toBeVisible();
      await page.goBack();
      await page.goBack();
      await page.goForward();
      await page.goForward();
      await expect(portal.device(second)).toBeVisible();
    });
  });
}

test("what is watched for would be seen", async ({ portal, company, calm }) => {
  const person = company.colleague(4);
  await mustNotSee(portal.page, person);
  await portal.signIn(person);
  await expect(portal.device(person)).toBeVisible();
  await expect.poll(() => calm.some((said) => said.includes("/embed") && said.includes(person.name))).toBe(true);
  calm.length = 0;
});

test("a page that stands open goes on as whoever the portal vouches for now", async ({ portal, company, context }) => {
  const [first, second] = [company.colleague(4), company.colleague(5)];
  await portal.signIn(first);
  await expect(portal.device(first)).toBeVisible();
  const other = await context.newPage();
  await other.goto(`${company.portal}/sign-in`);
  await other.locator(`button[name=person][value="${company.people.indexOf(second)}"]`).click();
  await expect(other.frameLocator("deskside-widget iframe").getByRole("link", { name: second.devices[0]!.name }).first()).toBeVisible();
  // The first one's session is over in this browser.
  await portal.does((widget) => widget.refresh());
  await expect(portal.device(second)).toBeVisible();
  await expect(portal.device(first)).toHaveCount(0);
});

test("signing out from the host page ends the session, in the frame and on the server", async ({ portal, company }) => {
  const person = company.colleague(4);
  await portal.signIn(person);
  await expect(portal.device(person)).toBeVisible();
  const before = await portal.page.context().cookies();
  await portal.does((widget) => widget.signOut());
  await expect(portal.headline).toHaveText("You are signed out");
  await expect.poll(() => portal.said("signin")).toEqual([{ state: "done" }, { state: "over" }]);
  const session = before.find(({ name }) => name === "__Host-deskside-frame")!;
  expect((await portal.page.context().cookies()).map(({ name }) => name)).not.toContain(session.name);
  const again = await fetch(`${company.url}/embed`, { headers: { cookie: `${session.name}=${session.value}`, accept: "text/html" } });
  expect(again.status).toBe(401);
});
