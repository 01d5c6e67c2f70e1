import { faults } from "../support/axe.js";
import { expect, signIn, test } from "../support/test.js";

test("from every page's foot and from the device, one learns what is read, run and kept", async ({ context, company }) => {
  const person = company.colleague(8);
  const path = `/devices/${person.devices[0]!.collector_uid}`;
  const page = await signIn(context, company, person, path);
  await page.locator("#privacy").click();
  await page.waitForURL(`${company.url}/privacy`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What IT sees and does");
  await expect(page.getByRole("region", { name: "Figures of your devices" })).toContainText(/Free disk space/);
  await expect(page.locator("#may-run-restart-device")).toContainText("Restarts the device");
  await expect(page.getByRole("region", { name: "What Deskside keeps" })).toContainText("180 days after its end");
  expect(await faults(page)).toEqual([]);
  await page.goto(`${company.url}/history`);
  await page.getByRole("contentinfo").getByRole("link", { name: "What IT sees and does" }).click();
  await page.waitForURL(`${company.url}/privacy`);
});

for (const lang of ["de", "fr"]) {
  test(`nothing sticks out of it on a small screen in ${lang}`, async ({ browser, company }) => {
    const context = await browser.newContext({ viewport: { width: 320, height: 800 }, locale: lang });
    const person = company.colleague(8);
    const page = await signIn(context, company, person, "/privacy");
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(beyond).toBeLessThanOrEqual(0);
    await context.close();
  });
}
