import { expect, signIn, test } from "../support/test.js";
import { headline, remedy, unfolded } from "../support/pages.js";

test("a fix waits for a device that is offline, and says so", async ({ context, company }) => {
  const { person, device } = company.away;
  const page = await signIn(context, company, person, `/devices/${device.collector_uid}`);
  await expect(page.locator("main")).toContainText(/days ago/);
  await expect(remedy(page, "check-startup")).toContainText(/as soon as your device is back/);
  await (await unfolded(page, "check-startup")).locator("button[type=submit]").click();
  await page.waitForURL(/\/executions\//);
  await expect(headline(page)).toContainText(/waiting|back|online/i, { timeout: 30_000 });
  await company.bringsBack(device);
  await expect(headline(page)).toHaveText("Done", { timeout: 45_000 });
});
