import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { expect, test } from "../support/installed.js";
import { USER_HEADER } from "../support/installation.js";
import { headline, unfolded } from "../support/pages.js";

test("a server that is killed while a fix runs loses nothing, and the open page goes on", async ({ browser, installation }) => {
  const person = await installation.newcomer();
  const device = person.devices[0]!;
  const context = await browser.newContext({ extraHTTPHeaders: { [USER_HEADER]: person.upn } });
  const page = await context.newPage();
  await installation.tell("/executions/hold");
  await page.goto(`${installation.url}/devices/${device.collector_uid}`);
  await (await unfolded(page, "check-battery")).locator("button[type=submit]").click();
  await page.waitForURL(/\/executions\//);
  await expect.poll(async () => (await installation.triggersOf(page.url())).length).toBe(1);

  await installation.isKilled();
  await installation.tell("/executions/release");
  await installation.starts();
  // Nobody touches the page: it connects again and hears how it ended.
  await expect(headline(page)).toHaveText("Done", { timeout: 45_000 });
  expect(await installation.triggersOf(page.url())).toHaveLength(1);
  await context.close();
});

test("what was pressed just before the server was killed is sent once", async ({ browser, installation }) => {
  const person = await installation.newcomer();
  const device = person.devices[0]!;
  const context = await browser.newContext({ extraHTTPHeaders: { [USER_HEADER]: person.upn } });
  const page = await context.newPage();
  // The tenant turns everything away, so it is still waiting to be sent.
  await installation.tell("/faults", { endpoint: "act/execute", kind: "status", status: 503, retry_after: "1", count: 3 });
  await page.goto(`${installation.url}/devices/${device.collector_uid}`);
  await (await unfolded(page, "check-startup")).locator("button[type=submit]").click();
  await page.waitForURL(/\/executions\//);
  await installation.isKilled();
  await installation.starts();
  await expect(headline(page)).toHaveText("Done", { timeout: 45_000 });
  expect(await installation.triggersOf(page.url())).toHaveLength(1);
  await context.close();
});

test("a webhook moves the open page while the tenant answers no questions", async ({ browser, installation }) => {
  const shipped = readFileSync(resolve(import.meta.dirname, "../../content/webhooks/remote_action_executions.yaml"), "utf8");
  const block = (key: string) =>
    new RegExp(`^${key}: \\|\\n((?:  .*\\n?)+)`, "m").exec(shipped)![1]!.replaceAll(/^  /gm, "");
  await installation.sendsWebhooks(block("nql"), block("payload"));
  const person = installation.people[10]!;
  const device = person.devices[0]!;
  const context = await browser.newContext({ extraHTTPHeaders: { [USER_HEADER]: person.upn } });
  const page = await context.newPage();
  await page.goto(`${installation.url}/devices/${device.collector_uid}`);
  await installation.tell("/faults", { endpoint: "nql/execute", kind: "status", status: 503 });
  await (await unfolded(page, "check-battery")).locator("button[type=submit]").click();
  await page.waitForURL(/\/executions\//);
  await expect(headline(page)).toHaveText("Done", { timeout: 45_000 });
  await expect(page.getByText("Has a battery")).toBeVisible();
  await context.close();
});
