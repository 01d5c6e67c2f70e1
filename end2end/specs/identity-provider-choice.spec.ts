// Several identity providers, which name people in several ways.
import { faults } from "../support/axe.js";
import { accountOf, expect, isSignedIn, officeWith } from "../support/office.js";
import { headline } from "../support/pages.js";

const test = officeWith(
  (people) => {
    const known = accountOf(people[4]!);
    const stranger = { sub: "nobody", claims: { email: "nobody@elsewhere.example", email_verified: true, name: "No Body" } };
    const unproven = { sub: "unproven", claims: { ...known.claims, email_verified: false } };
    // Two people of the tenant have this address.
    const shared = { sub: "shared", claims: { email: "front.desk@example.com", name: "The Front Desk" } };
    return {
      company: { claims: 'upn = "preferred_username"', accounts: [known] },
      mail: { claims: 'email = "email"', accounts: [known, stranger, unproven, shared] },
      names: { claims: 'user_name = "user_name"', accounts: [known] },
      windows: { claims: 'sid = "onprem_sid"', accounts: [known] },
    };
  },
);

test("with several providers there is a choice, in the person's language, for everybody to use", async ({ page, browser, office }) => {
  await page.goto(`${office.url}/history`);
  await page.waitForURL(`${office.url}/sign-in?**`);
  await expect(headline(page)).toHaveText("Sign in");
  await expect(page.locator("main").getByRole("link")).toHaveText(
    ["company", "mail", "names", "windows"].map((name) => `Continue with ${name} account`),
  );
  expect(await faults(page)).toEqual([]);
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({ locale: "de-DE", colorScheme });
    const german = await context.newPage();
    await german.goto(`${office.url}/sign-in?back=/history`);
    await expect(german.locator("html")).toHaveAttribute("lang", "de");
    await expect(headline(german)).toHaveText("Anmelden");
    await expect(german.getByRole("link", { name: "Weiter mit mail account" })).toBeVisible();
    expect(await faults(german)).toEqual([]);
    await context.close();
  }
  // By keyboard alone.
  await page.getByRole("link", { name: "Continue with company account" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(`${office.providers.company!.issuer}/**`);
});

for (const provider of ["company", "mail", "names", "windows"]) {
  test(`somebody is the same person by the ${provider} account`, async ({ page, office }) => {
    const person = office.people[4]!;
    await page.goto(`${office.url}/devices/${person.devices[0]!.collector_uid}`);
    await page.getByRole("link", { name: `Continue with ${provider} account` }).click();
    await office.providers[provider]!.signsIn(page, accountOf(person).sub);
    await page.waitForURL(`${office.url}/devices/**`);
    await expect(headline(page)).toContainText(person.devices[0]!.name);
    await expect(page.locator(".top-person")).toContainText(person.name);
  });
}

const UNKNOWN = [
  { provider: "mail", account: "nobody", title: "We could not find you in Nexthink", who: "nobody@elsewhere.example" },
  { provider: "mail", account: "shared", title: "Nexthink knows more than one of you", who: "front.desk@example.com" },
];

for (const { provider, account, title, who } of UNKNOWN) {
  test(`the page says what to tell IT: ${title}`, async ({ page, context, office }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(`${office.url}/history`);
    await page.getByRole("link", { name: `Continue with ${provider} account` }).click();
    await office.providers[provider]!.signsIn(page, account);
    await expect(headline(page)).toHaveText(title);
    await expect(page.locator("#tell-it")).toContainText(`I signed in to Deskside as ${who}.`);
    expect(await isSignedIn(context, office)).toBe(false);
    expect(await faults(page)).toEqual([]);
    await page.getByRole("button", { name: "Copy text" }).click();
    const text = await page.locator("#tell-it").innerText();
    await expect.poll(() => page.evaluate("navigator.clipboard.readText()")).toBe(text);
    // Another account may do.
    await page.getByRole("link", { name: "Sign in again" }).click();
    await expect(headline(page)).toHaveText("Sign in");
  });
}

test("an e-mail address that the provider has not verified is nobody's", async ({ page, context, office }) => {
  await page.goto(`${office.url}/history`);
  await page.getByRole("link", { name: "Continue with mail account" }).click();
  await office.providers.mail!.signsIn(page, "unproven");
  await expect(page.locator(".problem-code")).toHaveText("Code for IT: missing_claim");
  expect(await isSignedIn(context, office)).toBe(false);
});
