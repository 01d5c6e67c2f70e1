import { faults } from "../support/axe.js";
import { expect, signIn, test } from "../support/test.js";
import { headline, unfolded } from "../support/pages.js";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a restart is planned for later, shown as planned everywhere, and taken back", async ({ context, company }) => {
      const employee = await company.newcomer();
      const device = employee.devices[0]!;
      const path = `/devices/${device.collector_uid}`;
      const page = await signIn(context, company, employee, path);
      const restart = await unfolded(page, "restart-device");
      await restart.getByLabel("When").selectOption({ label: "In one hour" });
      await restart.locator("button[type=submit]").click();
      await page.waitForURL(/\/executions\//);
      await expect(headline(page)).toHaveText(/^Planned: starts at .*\d\d:\d\d/);
      const execution = page.url();

      await page.goto(company.url + path);
      const planned = page.getByRole("region", { name: "Planned" });
      await expect(planned).toContainText(/Restart my device.*Starts at/s);
      await expect(restart.locator("button[type=submit]")).toHaveCount(0);
      await expect(restart).toContainText(/Planned on this device: it starts at/);
      if (scripts) {
        expect(await faults(page)).toEqual([]);
      }

      await page.goto(company.url);
      await planned.getByRole("button", { name: "Don’t run it" }).click();
      await page.waitForURL(execution);
      await expect(headline(page)).toHaveText("Cancelled");
      expect(await company.triggersOn(device)).toHaveLength(0);
      await page.goto(company.url + path);
      await expect((await unfolded(page, "restart-device")).locator("button[type=submit]")).toBeVisible();
      await expect(planned).toHaveCount(0);
    });
  });
}
