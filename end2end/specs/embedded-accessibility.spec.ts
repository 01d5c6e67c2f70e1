// Everybody can use what stands in the frame.
import { faults } from "../support/axe.js";
import { type Portal, expect, presses, test } from "../support/portal.js";

/** One element and nothing around it: the frame is as wide as the window. */
async function alone(portal: Portal, attributes = ""): Promise<void> {
  await portal.opens(`<deskside-widget height="560" ${attributes}></deskside-widget>`);
  // The portal's colours would stand on a ground that axe does not see.
  await expect.poll(() => portal.does((widget) => "tokens" in widget)).toBe(true);
}

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme });

    test("axe finds nothing in any framed page", async ({ portal, company }) => {
      const person = company.colleague(theme === "light" ? 10 : 11);
      const device = person.devices[0]!;
      const looks = async (what: string) => expect(await faults(await portal.frame()), what).toEqual([]);
      await portal.signIn(person);
      await alone(portal, `theme="${theme}"`);
      await expect(portal.device(person)).toBeVisible();
      await looks("home");
      await portal.runs(person, "free-up-space");
      await looks("execution, under way");
      await expect(portal.headline).toHaveText("Fixed", { timeout: 45_000 });
      await looks("execution, at its end");
      for (const path of [`/devices/${device.collector_uid}`, "/remedies/check-battery", "/history", "/badge", "/nothing-here"]) {
        await portal.does((widget, path) => widget.go(path), path);
        await expect.poll(async () => (await portal.said("ready")).at(-1)!.path).toBe(path);
        await looks(path);
      }
      // The page around it, too: the frame has a name.
      expect((await faults(portal.page)).filter((fault) => /frame|iframe/.test(fault))).toEqual([]);
      await portal.does((widget) => void (widget.token = async () => null));
      await portal.does((widget) => widget.signOut());
      await expect(portal.headline).toHaveText("You are signed out");
      await looks("signed out");
      await presses(portal.inside.locator("#sign-in-again"));
      await expect(portal.inside.getByRole("button", { name: "Sign in" })).toBeVisible();
      await looks("sign-in");
    });
  });
}

for (const locale of ["de", "fr"]) {
  test(`nothing sticks out of a frame of 320 pixels in ${locale}`, async ({ portal, company }) => {
    const { page } = portal;
    const person = company.colleague(10);
    await page.setViewportSize({ width: 320, height: 800 });
    await portal.signIn(person);
    await alone(portal, `locale="${locale}"`);
    await expect(portal.device(person)).toBeVisible();
    expect((await portal.widget.boundingBox())!.width).toBe(320);
    const beyond = async () =>
      (await portal.frame()).evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await beyond(), "home").toBeLessThanOrEqual(0);
    for (const path of [`/devices/${person.devices[0]!.collector_uid}`, "/remedies/free-up-space", "/history", "/badge"]) {
      await portal.does((widget, path) => widget.go(path), path);
      await expect.poll(async () => (await portal.said("ready")).at(-1)!.path).toBe(path);
      expect(await beyond(), path).toBeLessThanOrEqual(0);
    }
  });
}
