import { expect, signIn, test } from "../support/test.js";
import { headline, unfolded } from "../support/pages.js";

test("with the tenant down from the start, the page comes, says so, and recovers by itself", async ({ context, company }) => {
  await company.breaks({ endpoint: "*", kind: "status", status: 503 });
  const employee = await company.newcomer();
  const page = await signIn(context, company, employee);
  await expect(page.getByText(/Nexthink/).first()).toBeVisible();
  await expect(headline(page)).not.toBeEmpty();
  await company.mends();
  await expect(page.getByRole("link", { name: employee.devices[0]!.name }).first()).toBeVisible({ timeout: 30_000 });
});

test("a page of which only the directory knows comes with what it knows, and says since when", async ({ context, company }) => {
  await expect.poll(() => company.knowsEverybody(), { timeout: 45_000 }).toBe(true);
  await company.breaks({ endpoint: "nql/execute", kind: "status", status: 503 });
  const employee = await company.newcomer();
  const device = employee.devices[0]!;
  const page = await signIn(context, company, employee, `/devices/${device.collector_uid}`);
  await expect(headline(page)).toHaveText(device.name);
  await expect(page.locator("main .banner")).toContainText(/Nexthink has not answered since \d+:\d\d/);
  await expect(page.locator("#remedy-check-battery")).toBeAttached();
  await company.mends();
  await expect(page.locator("main .banner")).toHaveCount(0, { timeout: 30_000 });
});

for (const [name, fault] of [
  ["refuses connections midway", { endpoint: "nql/execute", kind: "drop_before" }],
  ["answers garbage", { endpoint: "nql/execute", kind: "malformed" }],
  ["asks too much patience", { endpoint: "nql/execute", kind: "status", status: 429, retry_after: "2" }],
  ["has lost our permission", { endpoint: "nql/execute", kind: "status", status: 403 }],
  ["has lost our query", { endpoint: "nql/execute", kind: "status", status: 404 }],
] as const) {
  test(`a tenant that ${name} does not keep the page from coming`, async ({ context, company }) => {
    await company.breaks(fault);
    const stranger = await company.newcomer();
    const page = await signIn(context, company, stranger);
    await expect(headline(page)).not.toBeEmpty();
    await expect(page.locator("main")).not.toContainText(/undefined|panic|error:/i);
  });
}

test("a fix pressed while the tenant is down is kept and sent when it is back, once", async ({ context, company }) => {
  const employee = await company.newcomer();
  const device = employee.devices[0]!;
  const page = await signIn(context, company, employee, `/devices/${device.collector_uid}`);
  await company.breaks({ endpoint: "act/execute", kind: "status", status: 503 });
  await (await unfolded(page, "check-battery")).locator("button[type=submit]").click();
  await page.waitForURL(/\/executions\//);
  await expect(headline(page)).toContainText(/waiting|sent|kept/i);
  expect(await company.triggersOf(page.url())).toHaveLength(0);
  await company.mends();
  await expect(headline(page)).toHaveText("Done", { timeout: 50_000 });
  expect(await company.triggersOf(page.url())).toHaveLength(1);
});

test("an answer that never arrives leaves no double run", async ({ context, company }) => {
  const employee = await company.newcomer();
  const device = employee.devices[0]!;
  const page = await signIn(context, company, employee, `/devices/${device.collector_uid}`);
  await company.breaks({ endpoint: "act/execute", kind: "drop_after", count: 1 });
  await (await unfolded(page, "check-battery")).locator("button[type=submit]").click();
  await page.waitForURL(/\/executions\//);
  await expect(headline(page)).toHaveText("Done", { timeout: 50_000 });
  expect(await company.triggersOf(page.url())).toHaveLength(1);
});
