// Signing in and out with one identity provider, in a tab.
import { accountOf, expect, isSignedIn, officeWith, signedIn } from "../support/office.js";
import { headline } from "../support/pages.js";

const test = officeWith((people) => ({
  company: { claims: 'upn = "preferred_username"', accounts: people.slice(4, 9).map((person) => accountOf(person)) },
}));

const COOKIE = "deskside";
const OVER = /^Your session has ended\. /;

test("a deep link leads to the provider and back to the very page, with nothing in between", async ({ page, context, office }) => {
  const person = office.people[4]!;
  const provider = office.providers.company!;
  const shown: string[] = [];
  page.on("framenavigated", (frame) => shown.push(frame.url()));
  const device = `${office.url}/devices/${person.devices[0]!.collector_uid}?from=mail&to=me#remedies`;
  await page.goto(device);
  await provider.signsIn(page, person.upn);
  await page.waitForURL((url) => url.origin === office.url);
  expect(page.url()).toBe(device.split("#")[0]);
  await expect(headline(page)).toContainText(person.devices[0]!.name);
  expect(shown.map((address) => new URL(address).origin)).toEqual([provider.issuer, office.url]);

  // Nothing of the way there is kept, and what is kept is for this server and no script.
  const cookies = await context.cookies(office.url);
  expect(cookies.filter(({ domain, name }) => domain === "127.0.0.1" && name.startsWith("deskside"))).toEqual([
    expect.objectContaining({ name: COOKIE, path: "/", httpOnly: true, sameSite: "Lax", secure: false }),
  ]);
  const { expires } = cookies.find(({ name }) => name === COOKIE)!;
  expect(Math.abs(expires - Date.now() / 1000 - 3600)).toBeLessThan(30);
  expect(await page.evaluate("document.cookie")).not.toContain("deskside");
});

test("signing out ends the provider's session too, and leads to a page that says so", async ({ context, office }) => {
  const person = office.people[5]!;
  const provider = office.providers.company!;
  const page = await signedIn(context, office, person);
  const [before] = await context.cookies(office.url);
  // The provider would not ask again by itself.
  await context.clearCookies({ name: COOKIE });
  await page.goto(`${office.url}/history`);
  await page.waitForURL(`${office.url}/history`);

  const cookie = (await context.cookies(office.url)).find(({ name }) => name === COOKIE)!;
  expect(cookie.value).not.toBe(before!.value);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(`${provider.issuer}/session/end?**`);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(`${office.url}/signed-out*`);
  await expect(headline(page)).toHaveText("You are signed out");
  expect((await context.cookies(office.url)).map(({ name }) => name)).not.toContain(COOKIE);

  // The cookie is worth nothing any more, wherever it is.
  await context.addCookies([cookie]);
  expect(await isSignedIn(context, office)).toBe(false);
  await page.getByRole("link", { name: "Sign in again" }).click();
  await provider.signsIn(page, person.upn);
  await page.waitForURL(`${office.url}/`);
});

test("signing out everywhere ends the sessions in all browsers", async ({ context, browserOf, office }) => {
  const person = office.people[6]!;
  const here = await signedIn(context, office, person);
  const there = await signedIn(await browserOf(), office, person);
  const colleague = await signedIn(await browserOf(), office, office.people[7]!);
  await here.evaluate(() => {
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: "/sign-out-everywhere" });
    document.body.append(form);
    form.submit();
  });
  await here.waitForURL(`${office.providers.company!.issuer}/session/end?**`);
  expect(await isSignedIn(context, office)).toBe(false);
  expect(await isSignedIn(there.context(), office)).toBe(false);
  expect(await isSignedIn(colleague.context(), office)).toBe(true);
});

test("the provider ends the account's sessions: the open page says so and nothing is let through", async ({ context, browserOf, office }) => {
  const person = office.people[8]!;
  const provider = office.providers.company!;
  const page = await signedIn(context, office, person);
  const colleague = await signedIn(await browserOf(), office, office.people[4]!);
  const { sub } = accountOf(person);
  const told = await provider.control<{ told: object[] }>(`accounts/${encodeURIComponent(sub)}/end-sessions`);
  expect(told.told).toEqual([{ client_id: "deskside", sid: expect.any(String) }]);
  expect((await page.request.get(`${office.url}/events`)).status()).toBe(401);
  // Nobody touches the page: its stream ends.
  await expect(page.locator("#connection-text")).toHaveText(OVER, { timeout: 30_000 });
  await expect(page.locator("#connection")).toBeVisible();
  await expect(headline(colleague)).toBeVisible();
  expect(await isSignedIn(colleague.context(), office)).toBe(true);

  await page.getByRole("link", { name: "Sign in again" }).click();
  await provider.signsIn(page, person.upn);
  await page.waitForURL(`${office.url}/`);
  await expect(page.locator("#connection")).toBeHidden();
});
