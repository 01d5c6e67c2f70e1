// Ways back from the identity provider that sign nobody in, and words of it that are not its own.
import { generateKeyPairSync, randomUUID, sign } from "node:crypto";

import type { Page } from "@playwright/test";

import { type Office, accountOf, expect, isSignedIn, officeWith, signedIn } from "../support/office.js";
import { headline } from "../support/pages.js";

const test = officeWith((people) => ({
  company: { claims: 'upn = "preferred_username"', accounts: people.slice(4, 9).map((person) => accountOf(person)) },
}));

/** The page that says that nobody was signed in, and why. */
async function isRefused(page: Page, office: Office, code: string): Promise<void> {
  await expect(headline(page)).toHaveText("The sign-in did not work");
  await expect(page.locator(".problem-code")).toHaveText(`Code for IT: ${code}`);
  expect(await isSignedIn(page.context(), office)).toBe(false);
}

/** Signs in, and holds the way back up: its address, which nobody has gone to yet. */
async function heldUp(page: Page, office: Office): Promise<string> {
  await page.goto(`${office.url}/history`);
  return office.providers.company!.signsInUpToTheWayBack(page, office.people[4]!.upn);
}

test("who turns back at the provider is told so, and gets to where they wanted to go later", async ({ page, office }) => {
  await page.goto(`${office.url}/history`);
  await page.waitForURL(`${office.providers.company!.issuer}/**`);
  await page.getByRole("link", { name: "Cancel" }).click();
  await isRefused(page, office, "denied");
  await page.getByRole("link", { name: "Sign in again" }).click();
  await office.providers.company!.signsIn(page, office.people[4]!.upn);
  await page.waitForURL(`${office.url}/history`);
});

test("a way back that this browser did not set out for signs nobody in", async ({ page, office }) => {
  const wrong = new URL(await heldUp(page, office));
  wrong.searchParams.set("state", wrong.searchParams.get("state")!.slice(0, -2) + "xx");
  await page.goto(wrong.href);
  await isRefused(page, office, "state");
  wrong.searchParams.set("state", "A".repeat(43));
  await page.goto(wrong.href);
  await isRefused(page, office, "state");
});

test("a way back counts in its own browser only, and once", async ({ page, context, browserOf, office }) => {
  const back = await heldUp(page, office);
  const other = await (await browserOf()).newPage();
  await other.goto(back);
  await isRefused(other, office, "state");

  await page.goto(back);
  await page.waitForURL(`${office.url}/history`);
  // Who has found the address gains nothing by it, and takes nothing.
  await other.goto(back);
  await isRefused(other, office, "state");
  await page.goto(back);
  await expect(page.locator(".problem-code")).toHaveText("Code for IT: state");
  expect(await isSignedIn(context, office)).toBe(true);
});

test("a code that was exchanged before is refused by the provider", async ({ page, context, office }) => {
  const back = await heldUp(page, office);
  const errand = await context.cookies(office.url);
  await page.goto(back);
  await page.waitForURL(`${office.url}/history`);
  await context.clearCookies({ name: "deskside" });
  await context.addCookies(errand);
  await page.goto(back);
  await isRefused(page, office, "refused");
});

test("sign-ins that are never finished leave few cookies, and the last one still works", async ({ page, context, office }) => {
  for (let tries = 0; tries < 12; tries += 1) await page.goto(`${office.url}/history`);
  const errands = (await context.cookies(office.url)).filter(({ name }) => name.startsWith("deskside-errand-"));
  expect(errands).toHaveLength(4);
  for (const { httpOnly, sameSite, expires } of errands) {
    expect({ httpOnly, sameSite }).toEqual({ httpOnly: true, sameSite: "Lax" });
    expect(expires - Date.now() / 1000).toBeLessThan(1801);
  }
  await office.providers.company!.signsIn(page, office.people[5]!.upn);
  await page.waitForURL(`${office.url}/history`);
});

test("nobody but the provider ends sessions, and nothing that it said ends any twice", async ({ context, office }) => {
  const person = office.people[6]!;
  const provider = office.providers.company!;
  await signedIn(context, office, person);
  const seconds = Math.floor(Date.now() / 1000);
  const claims = {
    iss: provider.issuer,
    aud: "deskside",
    sub: accountOf(person).sub,
    iat: seconds,
    exp: seconds + 120,
    jti: randomUUID(),
    events: { "http://schemas.openid.net/event/backchannel-logout": {} },
  };
  const signed = async (more: object) => (await provider.control<{ token: string }>("sign", { ...claims, ...more })).token;
  const right = await signed({});
  const [head, body] = right.split(".");
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const forged = sign("sha256", Buffer.from(`${head}.${body}`), privateKey).toString("base64url");
  const tells = async (token: string) => {
    const address = `${office.url}/sign-in/oidc/company/logout`;
    return (await fetch(address, { method: "POST", body: new URLSearchParams({ logout_token: token }) })).status;
  };
  for (const token of [
    `${head}.${body}.${forged}`,
    await signed({ aud: "another" }),
    await signed({ iss: "http://127.0.0.1:1" }),
    await signed({ nonce: "a nonce" }),
    await signed({ events: {} }),
    await signed({ iat: seconds - 3600, exp: seconds - 3500 }),
  ]) {
    expect(await tells(token)).toBe(400);
    expect(await isSignedIn(context, office)).toBe(true);
  }
  expect(await tells(right)).toBe(200);
  expect(await isSignedIn(context, office)).toBe(false);

  // The provider has heard nothing of it, and lets them in at once.
  const page = await context.newPage();
  await page.goto(`${office.url}/history`);
  await page.waitForURL(`${office.url}/history`);
  expect(await tells(right)).toBe(200);
  expect(await isSignedIn(context, office)).toBe(true);
});
