// What is said, and what one can do, where something that pages live by is missing. What is said while the tenant does not
// answer stands in tenant-down.spec.ts, of a device that is off in device-offline.spec.ts, of a session that has ended in
// embedded-session.spec.ts and identity-provider*.spec.ts, of a refresh that fails in check-again.spec.ts.
import { expect, signIn, test } from "../support/test.js";
import { run, unfolded } from "../support/pages.js";

test("a budget that is used up is named with the time at which Nexthink is asked again", async ({ context, company }) => {
  const employee = await company.newcomer();
  await company.breaks({ endpoint: "nql/execute", kind: "status", status: 429, retry_after: "20", count: 1 });
  const page = await signIn(context, company, employee);
  const banner = page.locator("main .banner");
  await expect(banner).toContainText(/as often as it may since/);
  await expect(banner).toContainText(/asked again at .*\d:\d\d/);
  // When that time has come, the page fills by itself; what the directory knows of it is there before.
  await expect(page.getByRole("link", { name: employee.devices[0]!.name }).first()).toBeVisible({ timeout: 45_000 });
  await expect(banner).toHaveCount(0, { timeout: 45_000 });
});

test("a device that has been silent for days is named with what to do, wherever it is meant", async ({ context, company }) => {
  const { person, device } = company.away;
  const page = await signIn(context, company, person, `/devices/${device.collector_uid}`);
  const silent = `${device.name} has not reported for 3 days.`;
  await expect(page.locator("#unseen")).toContainText(silent);
  await expect(page.locator("#unseen")).toContainText(/connect it to the network.*VPN/);
  await expect(page.locator(".check-again")).toContainText(/reports again when it is switched on and connected/);
  await page.goto(`${company.url}/topics/slow-computer?device=${device.collector_uid}`);
  await expect(page.locator("#unseen")).toContainText(silent);
  await page.locator("#diagnose-button").click();
  await page.waitForURL(/\/diagnoses\//);
  await expect(page.locator("#unseen")).toContainText(silent);
  await page.goto(company.url);
  await expect(page.locator("main")).toContainText("It has not reported for days: switch it on and connect it.");
});

test("where the stream does not come through, the page says that it asks instead, and does", async ({ context, company }) => {
  const person = await company.newcomer();
  await context.route(/\/events\?/, (route) => route.abort());
  await company.holdsExecutions();
  const page = await signIn(context, company, person);
  await run(page, company, person.devices[0]!, "check-battery");
  await expect(page.locator("#connection-text")).toHaveText(/Live updates do not come through.*asks every 5 seconds/, { timeout: 30_000 });
  await company.releasesExecutions();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Done", { timeout: 45_000 });
});

test("a session that is over is said in place, with the way back in", async ({ context, company }) => {
  const person = company.colleague(9);
  const path = `/devices/${person.devices[0]!.collector_uid}`;
  const page = await signIn(context, company, person, path);
  await context.clearCookies();
  const press = (await unfolded(page, "check-startup")).locator("button[type=submit]");
  await press.click();
  await expect(page.locator("#connection-text")).toHaveText(/Your session has ended/);
  await expect(page.locator("#connection-sign-in")).toBeVisible();
  await expect(page.locator("main h1")).toHaveText(person.devices[0]!.name);
});
