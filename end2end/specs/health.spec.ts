import { expect, signIn, test } from "../support/test.js";
import { headline, unfolded } from "../support/pages.js";

test("an employee sees their devices, what matters first, and how old it is", async ({ context, company }) => {
  const page = await signIn(context, company, company.owner);
  await expect(headline(page)).not.toBeEmpty();
  for (const device of company.owner.devices) {
    await expect(page.getByRole("link", { name: device.name }).first()).toBeVisible();
  }
});

test("the device page shows figures of this very machine, each with its age and source", async ({ context, company }) => {
  const device = company.realDevice;
  const page = await signIn(context, company, company.owner, `/devices/${device.collector_uid}`);
  await expect(headline(page)).toContainText(device.name);
  const disk = page.locator("#figure-disk_free");
  await expect(disk).toContainText(/\d\s+GB/);
  await expect(disk).toContainText(/live from Nexthink/);
  await expect(disk).toContainText(/just now|ago/);
  await expect(disk.locator("meter, [role=meter]")).toHaveCount(1);
  await expect((await unfolded(page, "restart-stuck-app")).getByRole("button")).toBeEnabled();
});

test("another device of a colleague shows its history", async ({ context, company }) => {
  const person = company.colleague(0);
  const page = await signIn(context, company, person, `/devices/${person.devices[0]!.collector_uid}`);
  // The first view comes before the daily figures; the stream brings them.
  await expect(page.locator("#live svg[role=img]").first()).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(/days as a table/).first()).toBeVisible();
});

test("pages speak the employee's language", async ({ context, company }) => {
  const page = await signIn(context, company, company.owner);
  for (const [tag, word] of [["de", "Abmelden"], ["fr", "Se déconnecter"], ["en", "Sign out"]] as const) {
    await page.locator(`button[name=lang][value=${tag}]`).click();
    await expect(page.locator("html")).toHaveAttribute("lang", tag);
    await expect(page.getByRole("button", { name: word })).toBeVisible();
  }
});
