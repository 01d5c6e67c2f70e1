import { readFileSync } from "node:fs";

import { type BrowserContext, type Page, expect, test as base } from "@playwright/test";

import { faults } from "../support/axe.js";
import type { Person } from "../support/company.js";
import { Installation, USER_HEADER } from "../support/installation.js";
import { headline, remedy, run } from "../support/pages.js";

const GROUPS_HEADER = "x-forwarded-groups";

// A proxy has signed people in, and says which groups they are in.
const test = base.extend<object, { installation: Installation }>({
  installation: [
    async ({}, use) => {
      const config = async () => `[identity]
admins = ["it"]
[identity.proxy]
networks = ["127.0.0.1/32"]
user_header = "${USER_HEADER}"
groups_header = "${GROUPS_HEADER}"
`;
      const installation = await Installation.start({ config });
      await use(installation);
      await installation.stop();
    },
    { scope: "worker" },
  ],
});

async function opens(context: BrowserContext, person: Person, groups: string): Promise<Page> {
  await context.setExtraHTTPHeaders({ [USER_HEADER]: person.upn, [GROUPS_HEADER]: groups });
  return context.newPage();
}

test("what employees did is counted without their names, and why they see something is told to admins only", async ({
  browser,
  context,
  installation,
}) => {
  const employee = await installation.newcomer();
  const device = employee.devices[0]!;
  const page = await opens(context, employee, "staff");
  await run(page, installation, device, "free-up-space");
  await expect(headline(page)).toHaveText("Fixed", { timeout: 60_000 });
  for (const path of ["value", "value.csv", "explain", "limits"]) {
    const answer = await page.request.get(`${installation.url}/admin/${path}`);
    expect(answer.status(), path).toBe(404);
  }

  const office = await browser.newContext();
  const admin = await opens(office, installation.people[0]!, "staff,it");
  await admin.goto(`${installation.url}/admin/explain`);
  await admin.getByLabel("User principal name").fill(employee.upn);
  await admin.getByLabel("Remedy or topic").selectOption({ label: "Free up space" });
  await admin.getByRole("button", { name: "Explain" }).click();
  await admin.getByRole("button", { name: device.name }).click();
  await expect(admin.locator("#explained")).toHaveText(`${employee.upn} is shown it, with the reason why it cannot run now.`);
  const cooldown = admin.getByRole("listitem").filter({ hasText: "Cool-down over" });
  await expect(cooldown).toContainText("No");
  await expect(cooldown).toContainText("can again from");
  expect(await faults(admin)).toEqual([]);
  expect(installation.log).toContain(`looked at the devices of ${employee.upn.toLowerCase()}`);
  await page.goto(`${installation.url}/devices/${device.collector_uid}`);
  await expect(remedy(page, "free-up-space")).toContainText("It ran a short while ago");

  await admin.goto(`${installation.url}/admin/value?days=7`);
  const row = admin.getByRole("row", { name: /Free up space/ });
  await expect(row.getByRole("cell"), "nothing is told of one person").toHaveText(["fewer than 5 people: not shown"]);
  const said = await admin.locator("main").innerText();
  for (const hidden of [employee.upn, employee.name, device.name]) expect(said).not.toContain(hidden);
  expect(await faults(admin)).toEqual([]);
  const download = admin.waitForEvent("download");
  await admin.getByRole("link", { name: "Download as CSV" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("deskside-value-7-days.csv");
  const csv = readFileSync(await file.path(), "utf8");
  expect(csv).toContain("remedy,free-up-space,Free up space,");
  expect(csv).not.toContain(employee.upn);

  await admin.goto(`${installation.url}/admin/limits`);
  await expect(admin.locator("#since")).toContainText("A restart begins anew");
  await expect(admin.locator("#calls-devices").getByRole("cell").nth(2)).toHaveText(/^[1-9]\d*$/);
  await expect(admin.locator("#calls-trigger").getByRole("cell").nth(2)).toHaveText("1");
  expect(await faults(admin)).toEqual([]);
  await office.close();
});
