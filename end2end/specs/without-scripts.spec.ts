import { expect, signIn, test } from "../support/test.js";
import { headline, remedy, unfolded } from "../support/pages.js";

test.use({ javaScriptEnabled: false });

test("everything works without JavaScript", async ({ context, company }) => {
  const person = company.colleague(2);
  const device = person.devices[0]!;
  const page = await signIn(context, company, person, `/devices/${device.collector_uid}`);
  await (await unfolded(page, "check-startup")).locator("button[type=submit]").click();
  await page.waitForURL(/\/executions\//);
  // The page asks again by itself.
  await expect(headline(page)).toHaveText("Done", { timeout: 45_000 });
});

test("a refusal is said where it belongs", async ({ context, company }) => {
  const person = company.colleague(2);
  const device = person.devices[0]!;
  const page = await signIn(context, company, person);
  await page.goto(`${company.url}/devices/${device.collector_uid}?refused=consent_missing&remedy=check-battery`);
  await expect(remedy(page, "check-battery")).toBeVisible();
  await expect(remedy(page, "check-battery")).toContainText(/agree|tick/i);
});
