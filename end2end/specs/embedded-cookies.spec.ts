// One sign-in at the portal, whatever the browser does with the cookies of frames.
import type { Page } from "@playwright/test";

import { type Cookies, type Portal, expect, test } from "../support/portal.js";

const KEPT = ["__Host-deskside-frame", "__Host-deskside-probe", "__Host-deskside-zone"];
const MODES: { cookies: Cookies; person: number; kept: string[]; keeps: { unpartitioned: boolean; storage: boolean } }[] = [
  { cookies: "allowed", person: 0, kept: KEPT, keeps: { unpartitioned: true, storage: true } },
  { cookies: "partitioned", person: 1, kept: KEPT, keeps: { unpartitioned: false, storage: true } },
  { cookies: "cookies only", person: 2, kept: KEPT, keeps: { unpartitioned: false, storage: false } },
  { cookies: "blocked", person: 3, kept: [], keeps: { unpartitioned: false, storage: false } },
];

/** What the browser does, not what it was told to do. */
async function tries(portal: Portal): Promise<{ unpartitioned: boolean; storage: boolean }> {
  const frame = await portal.frame();
  return frame.evaluate(async () => {
    document.cookie = "tried=1; Secure; SameSite=None; Path=/";
    return {
      // Reading waits until what was written is there.
      unpartitioned: document.cookie.includes("tried=1"),
      storage: await navigator.locks.request("tried", () => true).catch(() => false),
    };
  });
}

const cookiesOf = async (page: Page, host: string) =>
  (await page.context().cookies()).filter(({ domain }) => domain === host);

for (const { cookies, person: index, kept, keeps } of MODES) {
  test.describe(`what a frame keeps: ${cookies}`, () => {
    test.use({ cookies });

    test("whoever is signed in at the portal runs a fix in the frame", async ({ portal, company }) => {
      const person = company.colleague(index);
      await portal.signIn(person);
      await expect(portal.device(person)).toBeVisible();
      expect(await portal.said("signin")).toEqual([{ state: "done" }]);

      // The policy is the one that this is about.
      expect(await tries(portal)).toEqual(keeps);
      const held = async () => (await cookiesOf(portal.page, "127.0.0.1")).filter(({ name }) => name !== "tried");
      await expect.poll(async () => (await held()).map(({ name }) => name).sort()).toEqual(kept);
      for (const cookie of await held()) {
        const httpOnly = cookie.name === "__Host-deskside-frame";
        expect(cookie).toMatchObject({ secure: true, sameSite: "None", httpOnly, partitionKey: "http://localhost" });
      }
      const [own, ...more] = await cookiesOf(portal.page, "localhost");
      expect(more).toEqual([]);
      expect(own).toMatchObject({ name: "portal", httpOnly: true, sameSite: "Lax", secure: false });

      const devices = (await company.triggersOn(person.devices[0]!)).length;
      await portal.runs(person, "free-up-space");
      // From here on nobody touches the page: the stream moves it.
      await expect(portal.headline).toHaveText("Fixed", { timeout: 45_000 });
      await expect(portal.inside.locator(".proof b")).toHaveCount(2);
      expect((await company.triggersOn(person.devices[0]!)).length).toBe(devices + 1);

      const execution = (await portal.path()).split("/")[3];
      const told = await portal.said("execution");
      expect(told.every((one) => one.execution === execution && one.device === person.devices[0]!.collector_uid)).toBe(true);
      expect(told.map(({ state }) => state)).toEqual(expect.arrayContaining(["verifying", "fixed"]));
      expect(told.at(-1)).toMatchObject({ state: "fixed" });

      // By now it has had the time to keep more than it may.
      expect((await held()).map(({ name }) => name).sort()).toEqual(kept);

      // A full load of the portal's page asks nobody anything, either.
      await portal.page.reload();
      await expect(portal.device(person)).toBeVisible();
      expect(await portal.said("error")).toEqual(cookies === "blocked" ? [{ error: "cookies_blocked" }] : []);
    });
  });
}
