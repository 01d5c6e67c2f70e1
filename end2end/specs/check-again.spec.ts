import { expect, signIn, test } from "../support/test.js";

import type { Page } from "@playwright/test";

const BUTTON = "#check-again-button";

/** When the figure of the disk was measured, as the page says. */
async function measured(page: Page): Promise<string> {
  return (await page.locator("#figure-disk_free time").first().getAttribute("datetime"))!;
}

/** The button can be pressed as soon as its countdown is over, and nobody has to load the page for that. */
async function ready(page: Page): Promise<void> {
  await expect(page.locator("#check-again")).toBeVisible({ timeout: 45_000 });
}

test("asking again brings fresh figures to all tabs, and one that fails says so and moves no time", async ({ context, company }) => {
  test.setTimeout(150_000);
  const employee = await company.newcomer();
  const path = `/devices/${employee.devices[0]!.collector_uid}`;
  const page = await signIn(context, company, employee, path);
  const other = await context.newPage();
  await other.goto(company.url + path);
  // It was asked just now: the button is there, cannot be pressed, and says until when.
  const held = page.locator(`${BUTTON}[aria-disabled=true]`);
  await expect(held).toBeVisible();
  await expect(page.locator("#check-again-why")).toContainText(/asked just now.*\d:\d\d/);
  await ready(page);

  await company.breaks({ endpoint: "nql/execute", kind: "status", status: 503 });
  const before = await measured(page);
  await page.locator(BUTTON).click();
  await expect(page.locator("#check-again-error")).toContainText(/did not answer/);
  expect(new URL(page.url()).pathname).toBe(path);
  expect(await measured(page)).toBe(before);
  await page.reload();
  await expect(page.locator("main .banner")).toContainText(/has not answered since.*You see what was known/);
  expect(await measured(page)).toBe(before);

  await company.mends();
  await ready(page);
  // What a page that is loaded anew would not have.
  await page.locator("html").evaluate((html) => html.setAttribute("data-stayed", "yes"));
  await page.locator(BUTTON).click();
  await expect(held).toBeVisible();
  await expect(page.locator(BUTTON)).toBeFocused();
  await expect(page.locator("html"), "it stays on the page").toHaveAttribute("data-stayed", "yes");
  expect(Date.parse(await measured(page))).toBeGreaterThan(Date.parse(before));
  // The other tab has heard of it.
  await expect(other.locator("#check-again-why")).toContainText(/asked just now/);
  await expect.poll(() => measured(other)).toBe(await measured(page));
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("asking again comes back to the page and says what became of it", async ({ context, company }) => {
    test.setTimeout(120_000);
    const employee = await company.newcomer();
    const path = `/devices/${employee.devices[0]!.collector_uid}`;
    const page = await signIn(context, company, employee, path);
    await expect(async () => {
      await page.reload();
      await expect(page.locator("#check-again")).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 60_000 });
    await company.breaks({ endpoint: "nql/execute", kind: "status", status: 503 });
    await page.locator(BUTTON).click();
    await expect(page.locator("main [role=alert]").first()).toContainText(/no new figures.*did not answer/);
    expect(new URL(page.url()).pathname).toBe(path);
    await company.mends();
    await expect(async () => {
      await page.goto(company.url + path);
      await expect(page.locator("#check-again")).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 60_000 });
    await page.locator(BUTTON).click();
    await expect(page.locator("#check-again-why")).toContainText(/asked just now/);
    expect(page.url()).toBe(company.url + path);
  });
});
