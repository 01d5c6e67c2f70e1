// Signing in by a pop-up, from a page of another site that gives no token.
import { type FrameLocator, type Page } from "@playwright/test";

import { faults } from "../support/axe.js";
import { HostSite } from "../support/host-page.js";
import { accountOf, expect, isSignedIn, officeWith } from "../support/office.js";
import { headline, presses } from "../support/pages.js";

let host: HostSite;

const test = officeWith(
  (people) => {
    const accounts = people.slice(4, 8).map((person) => accountOf(person));
    const claims = 'upn = "preferred_username"';
    return {
      company: { claims, accounts },
      strict: { claims, accounts, opener_policy: "same-origin" },
    };
  },
  {
    sections: async () => {
      host = await HostSite.open();
      return `[embed]\nallowed_origins = ["${host.url}"]\n`;
    },
  },
);

function frameIn(page: Page): FrameLocator {
  return page.locator("deskside-widget").frameLocator("iframe");
}

/** Opens the host page, and from its frame the pop-up, which offers the ways there are. */
async function popsUp(page: Page, url: string): Promise<Page> {
  await page.goto(host.page(url));
  const popup = page.waitForEvent("popup");
  await presses(frameIn(page).getByRole("button", { name: "Sign in" }));
  return popup;
}

const COOKIES = [
  { kept: true, carrier: "a cookie of its own" },
  { kept: false, carrier: "a bearer" },
];

for (const { kept, carrier } of COOKIES) {
  test(`the pop-up goes to the provider, comes back and closes, and the frame goes on by ${carrier}`, async ({ page, context, office }) => {
    const person = office.people[4]!;
    if (!kept) {
      // As a browser does that keeps no cookie in frames of others.
      const answers = ({ origin, pathname }: URL) => origin === office.url && /^\/embed(?!.*\/events$)/.test(pathname);
      await page.route(answers, async (route) => {
        const answer = await route.fetch();
        const { "set-cookie": _, ...headers } = answer.headers();
        await route.fulfill({ response: answer, headers });
      });
    }
    const popup = await popsUp(page, office.url);
    expect(await faults(popup)).toEqual([]);
    await popup.getByRole("link", { name: "Continue with company account" }).click();
    const closed = popup.waitForEvent("close");
    await office.providers.company!.signsIn(popup, person.upn);
    await closed;
    const frame = frameIn(page);
    for (const device of person.devices) await expect(frame.locator("main")).toContainText(device.name);
    await presses(frame.getByRole("link", { name: "History" }));
    await expect(frame.getByRole("heading", { level: 1 })).toHaveText("History");

    const cookies = (await context.cookies()).filter(({ name }) => name.includes("deskside"));
    expect(cookies.some(({ name }) => name === "deskside"), "nobody is signed in outside the frame").toBe(false);
    expect(await isSignedIn(context, office)).toBe(false);
    const held = cookies.filter(({ name }) => name === "__Host-deskside-frame");
    const { hostname } = new URL(host.url);
    expect(held.map(({ httpOnly, secure, sameSite, partitionKey }) => ({ httpOnly, secure, sameSite, partitionKey }))).toEqual(
      kept ? [{ httpOnly: true, secure: true, sameSite: "None", partitionKey: `http://${hostname}` }] : [],
    );
  });
}

test("who turns back in the pop-up can try again in it", async ({ page, office }) => {
  const popup = await popsUp(page, office.url);
  await popup.getByRole("link", { name: "Continue with company account" }).click();
  await office.providers.company!.asks(popup);
  await popup.getByRole("link", { name: "Cancel" }).click();
  await expect(popup.locator(".problem-code")).toHaveText("Code for IT: denied");
  await popup.getByRole("link", { name: "Sign in again" }).click();
  await popup.getByRole("link", { name: "Continue with company account" }).click();
  const closed = popup.waitForEvent("close");
  await office.providers.company!.signsIn(popup, office.people[5]!.upn);
  await closed;
  await expect(frameIn(page).locator("main")).toContainText(office.people[5]!.devices[0]!.name);
});

test("a provider whose pages cut the window off leaves nobody stuck", async ({ page, office }) => {
  const person = office.people[6]!;
  const popup = await popsUp(page, office.url);
  await popup.getByRole("link", { name: "Continue with strict account" }).click();
  await office.providers.strict!.signsIn(popup, person.upn);
  // The frame cannot be told. The window says so, and leads on.
  await expect(headline(popup)).toHaveText("You can close this window");
  await expect(popup.locator("main")).toContainText("go on here instead");
  expect(await faults(popup)).toEqual([]);
  await popup.getByRole("link", { name: "Go to the overview" }).click();
  await popup.getByRole("link", { name: "Continue with strict account" }).click();
  await popup.waitForURL(`${office.url}/`);
  await expect(popup.locator("main")).toContainText(person.devices[0]!.name);

  // The frame still offers to sign in, here or in a tab.
  await expect(frameIn(page).getByRole("button", { name: "Sign in" })).toBeVisible();
  await expect(frameIn(page).getByRole("link", { name: "Open in a new tab" })).toBeVisible();
});
