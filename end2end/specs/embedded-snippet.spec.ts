// What `deskside embed` prints, pasted into a page by hand.
import { createHash } from "node:crypto";

import { expect, test as base } from "@playwright/test";

import { Intranet } from "../support/intranet.js";
import { noted, notes } from "../support/loader.js";
import { presses } from "../support/pages.js";

const test = base.extend<{ calm: string[] }, { intranet: Intranet }>({
  intranet: [
    async ({}, use) => {
      const intranet = await Intranet.start();
      await use(intranet);
      await intranet.stop();
    },
    { scope: "worker" },
  ],
  page: async ({ page }, use) => {
    await page.addInitScript(notes);
    await use(page);
    const { faults, unasked } = await noted(page);
    expect(faults).toEqual([]);
    expect(unasked, "layout shift that nobody has asked for").toEqual([]);
  },
});

test("the printed lines are all that a page, its script, its style sheet and its policy need", async ({ page, intranet }) => {
  const { people } = intranet.installation;
  const printed = intranet.printed();
  expect(printed.policy.split("\n")).toEqual([`script-src ${intranet.installation.url}`, `frame-src ${intranet.installation.url}`]);
  intranet.paste(printed);
  intranet.person = people[1]!;
  await page.goto(intranet.url);
  const inside = page.frameLocator("deskside-widget iframe");
  const device = (index: number) => inside.getByRole("link", { name: people[index]!.devices[0]!.name }).first();
  await expect(device(1)).toBeVisible();
  await expect(page.getByRole("link", { name: "IT self-service" })).toBeHidden();
  intranet.person = people[2]!;
  await page.reload();
  await expect(device(2)).toBeVisible();
  await expect(device(1)).toHaveCount(0);
});

test("the line with a hash in place of the first one works, and refuses another script", async ({ page, intranet }) => {
  const { element, pinned, ...rest } = intranet.printed();
  const [, ...after] = element.split("\n");
  const pasted = (script: string) => intranet.paste({ element: [script, ...after].join("\n"), ...rest });
  intranet.person = intranet.installation.people[1]!;
  pasted(pinned);
  await page.goto(intranet.url);
  const inside = page.frameLocator("deskside-widget iframe");
  await expect(inside.getByRole("heading", { level: 1 })).not.toBeEmpty();
  const other = createHash("sha384").update("another script").digest("base64");
  pasted(pinned.replace(/sha384-[^"]+/, `sha384-${other}`));
  const refused = page.waitForEvent("console", (said) => said.text().includes("integrity"));
  await page.goto(intranet.url);
  await refused;
  // What stands inside the element is what is left.
  await expect(page.getByRole("link", { name: "IT self-service" })).toBeVisible();
  await expect(page.locator("deskside-widget iframe")).toHaveCount(0);
});

test("whom the portal does not know yet can try again", async ({ page, intranet }) => {
  const person = intranet.installation.people[1]!;
  intranet.paste(intranet.printed());
  intranet.person = undefined;
  await page.goto(intranet.url);
  const inside = page.frameLocator("deskside-widget iframe");
  const again = inside.getByRole("button", { name: "Try again" });
  await expect(again).toBeVisible();
  // Nobody can sign in by hand at this server.
  await expect(inside.getByRole("button")).toHaveCount(1);
  expect((await noted(page)).events.filter(({ type }) => type === "error").map(({ detail }) => detail)).toEqual([{ error: "no_token" }]);
  intranet.person = person;
  await presses(again);
  await expect(inside.getByRole("link", { name: person.devices[0]!.name }).first()).toBeVisible();
});
