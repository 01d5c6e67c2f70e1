import type { Locator, Page } from "@playwright/test";

import type { Person } from "../support/company.js";
import { expect, test as installed } from "../support/installed.js";
import { USER_HEADER } from "../support/installation.js";
import { headline, remedy, run } from "../support/pages.js";
import { ReverseProxy } from "../support/proxy.js";

const RUNNING = "Reading the state of the battery";

const test = installed.extend<{ signedInAs: (person: Person) => Promise<ReverseProxy> }>({
  // A proxy of the test's own, at which this person has signed in.
  signedInAs: async ({ installation }, use) => {
    const proxies: ReverseProxy[] = [];
    await use(async (person) => {
      const proxy = await ReverseProxy.start(installation, person);
      proxies.push(proxy);
      return proxy;
    });
    for (const proxy of proxies) await proxy.stop();
    await installation.tell("/executions/release");
  },
});

/** What the page says of its connection; hidden while there is nothing to say. */
function connection(page: Page): Locator {
  return page.locator("#connection-text");
}

/** Whoever was in another tab comes to this one again. An automated browser shows all tabs at once, and tells none. */
async function comesBackTo(page: Page): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
}

test("the proxy's own session ends: the page says so, stays, and goes on after a new sign-in", async ({
  context,
  installation,
  signedInAs,
}) => {
  const person = installation.people[4]!;
  const proxy = await signedInAs(person);
  const page = await context.newPage();
  await installation.tell("/executions/hold");
  await run(page, proxy, person.devices[0]!, "check-battery");
  const address = page.url();
  await expect(headline(page)).toHaveText(RUNNING, { timeout: 30_000 });
  await expect(connection(page)).toBeHidden();

  // The stream is still open and tells that the fix has ended, but the page does not come any more.
  proxy.signedOut = true;
  await installation.tell("/executions/release");
  await expect(connection(page)).toHaveText(/^Your session has ended\. /, { timeout: 30_000 });
  await expect(connection(page)).toBeVisible();
  await expect(headline(page)).toHaveText(RUNNING);
  expect(page.url()).toBe(address);

  // Signing in again happens in another tab, so that the page stays.
  const signIn = context.waitForEvent("page");
  await page.getByRole("link", { name: "Sign in again" }).click({ modifiers: ["ControlOrMeta"] });
  const tab = await signIn;
  await tab.waitForURL(`${proxy.signInUrl}/**`);
  await tab.getByRole("button", { name: "Sign in" }).click();
  await tab.waitForURL(address);
  await tab.close();
  await comesBackTo(page);
  await expect(headline(page)).toHaveText("Done");
  await expect(connection(page)).toBeHidden();
  expect(page.url()).toBe(address);
  expect(await installation.triggersOf(address)).toHaveLength(1);
});

test("the proxy's session ends and the stream with it: the page leads to a new sign-in", async ({
  page,
  installation,
  signedInAs,
}) => {
  const person = installation.people[5]!;
  const proxy = await signedInAs(person);
  await installation.tell("/executions/hold");
  await run(page, proxy, person.devices[0]!, "check-battery");
  const address = page.url();
  await expect(headline(page)).toHaveText(RUNNING, { timeout: 30_000 });

  proxy.signedOut = true;
  proxy.cutsEvents();
  await expect(connection(page)).toHaveText(/^Your session has ended\. /);
  await expect(headline(page)).toHaveText(RUNNING);
  // The fix does not care who looks at it.
  await installation.tell("/executions/release");

  await page.getByRole("link", { name: "Sign in again" }).click();
  await page.waitForURL(`${proxy.signInUrl}/**`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(address);
  await expect(headline(page)).toHaveText("Done", { timeout: 45_000 });
  expect(await installation.triggersOf(address)).toHaveLength(1);
});

test("where the stream is held back, the page says that it asks, and the fix reaches its end", async ({
  page,
  installation,
  signedInAs,
}) => {
  const person = installation.people[6]!;
  const proxy = await signedInAs(person);
  proxy.buffersEvents = true;
  await installation.tell("/executions/hold");
  await run(page, proxy, person.devices[0]!, "check-battery");
  await expect(connection(page)).toHaveText(/^Live updates do not come through here/, { timeout: 20_000 });
  await expect(connection(page)).toBeVisible();
  expect(proxy.streams, "streams that were asked for and held back").toBeGreaterThan(0);

  await installation.tell("/executions/release");
  await expect(headline(page)).toHaveText("Done", { timeout: 45_000 });
  // Nothing more is expected, so there is nothing to say.
  await expect(connection(page)).toBeHidden();
  expect(await installation.triggersOf(page.url())).toHaveLength(1);
});

test("a stream that is cut every second still shows the end, and nothing runs twice", async ({
  page,
  installation,
  signedInAs,
}) => {
  const person = installation.people[7]!;
  const proxy = await signedInAs(person);
  proxy.cutsEventsAfter(1000);
  await installation.tell("/executions/hold");
  await run(page, proxy, person.devices[0]!, "check-battery");
  // It breaks off and comes back, again and again.
  const before = proxy.streams;
  await expect.poll(() => proxy.streams, { timeout: 30_000 }).toBeGreaterThanOrEqual(before + 4);
  await expect(connection(page)).toBeHidden();

  await installation.tell("/executions/release");
  await expect(headline(page)).toHaveText("Done", { timeout: 45_000 });
  expect(await installation.triggersOf(page.url())).toHaveLength(1);
});

test("nobody becomes somebody else by a header of their own", async ({ browser, installation, signedInAs }) => {
  const person = installation.people[8]!;
  const other = installation.people[9]!;
  const proxy = await signedInAs(person);
  const context = await browser.newContext({ extraHTTPHeaders: { [USER_HEADER]: other.upn } });
  const page = await context.newPage();
  await page.goto(proxy.url);
  for (const device of person.devices) {
    await expect(page.getByRole("link", { name: device.name }).first()).toBeVisible();
  }
  await expect(page.locator(".top-name")).toHaveText(person.upn.split("@")[0]!);
  const theirs = other.devices[0]!;
  const answered = await page.goto(`${proxy.url}/devices/${theirs.collector_uid}`);
  expect(answered!.status()).toBe(404);
  await expect(page.locator("body")).not.toContainText(theirs.name);

  // A proxy that forgets to remove the header names two people: then nobody is believed.
  proxy.keepsSentUser = true;
  const refused = await page.goto(proxy.url);
  expect(refused!.status()).toBe(401);
  await expect(remedy(page, "check-battery")).toHaveCount(0);
  for (const device of [...person.devices, ...other.devices]) {
    await expect(page.locator("body")).not.toContainText(device.name);
  }
  await context.close();
});
