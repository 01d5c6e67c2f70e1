// A server that has never learned everybody's devices, and a tenant that does not answer.
import { expect, test as base } from "@playwright/test";

import { Installation, PROXY, USER_HEADER } from "../support/installation.js";
import { headline } from "../support/pages.js";

const test = base.extend<object, { installation: Installation }>({
  installation: [
    async ({}, use) => {
      const installation = await Installation.start({ config: async () => `${PROXY}[discovery]\nevery_minutes = 0\n` });
      await use(installation);
      await installation.stop();
    },
    { scope: "worker" },
  ],
});

for (const scripts of [true, false]) {
  test(`the page comes by itself as soon as it can, with${scripts ? "" : "out"} scripts`, async ({ browser, installation }) => {
    await installation.tell("/faults", { endpoint: "nql/execute", kind: "status", status: 503 });
    const person = await installation.newcomer();
    const device = person.devices[0]!;
    const context = await browser.newContext({
      extraHTTPHeaders: { [USER_HEADER]: person.upn },
      javaScriptEnabled: scripts,
    });
    const page = await context.newPage();
    await page.goto(`${installation.url}/devices/${device.collector_uid}`);
    await expect(headline(page)).toHaveText("Nexthink does not answer");
    await installation.mends();
    await expect(headline(page)).toHaveText(device.name, { timeout: 30_000 });
    await expect(page).toHaveTitle(new RegExp(device.name));
    await expect(page.locator("#remedy-check-battery")).toBeAttached();
    await context.close();
  });
}
