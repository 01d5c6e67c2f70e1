// From "my computer is slow" to "fixed, and here is the proof", on the machine that this runs on. Each test has a company
// of its own: what frees space cools down.
import { type Page, expect } from "@playwright/test";

import { Company } from "../support/company.js";
import { headline, remedy, tabTo } from "../support/pages.js";
import { signIn, test } from "../support/test.js";

const alone = test.extend<{ alone: Company }>({
  alone: async ({}, use) => {
    const company = await Company.start();
    await use(company);
    await company.stop();
  },
});

/** What the proof says, in bytes: the page rounds. */
async function gained(page: Page): Promise<number> {
  const execution = await page.locator("a[id^=run-]").first().getAttribute("href");
  const { proof } = await (await page.request.get(new URL(`${execution}/receipt.json`, page.url()).href)).json();
  return proof.after.value - proof.before.value;
}

alone("somebody says what is wrong, has it looked at, fixes it, sees the proof, and IT has nothing to do", async ({ context, alone }) => {
  const device = alone.realDevice;
  await alone.fillsScratch();
  const page = await signIn(context, alone, alone.owner);
  await page.getByRole("searchbox", { name: "Say it in your own words" }).fill("laptop is sluggish");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "My computer is slow" }).first().click();
  await page.waitForURL(/\/topics\/slow-computer/);
  await page.getByRole("link", { name: device.name }).click();
  await page.getByRole("button", { name: "Check my device" }).click();
  await page.waitForURL(/\/diagnoses\//);

  const files = page.locator("#check-temporary-files");
  await expect(files).toContainText(/Temporary files take 20\d\sMB that your device does not need/, { timeout: 30_000 });
  // What it was judged by has been read on the device, by one remote action that changes nothing.
  expect((await alone.triggersOn(device)).map(({ parameters }) => parameters)).toEqual([{}]);

  // Below the first check that it helps with: a disk may be nearly full besides.
  await remedy(page, "free-up-space").getByRole("button", { name: "Free up space" }).click();
  // From here on nobody touches the page: the stream moves it.
  await expect(headline(page)).toHaveText("Free up space: fixed", { timeout: 45_000 });
  await expect(page.locator(".proof b")).toHaveText([/\d\sGB/, /\d\sGB/]);
  expect(await gained(page), "the disk really has more space").toBeGreaterThan(50e6);
  await expect(files).toContainText("Fixed");
  expect((await alone.triggersOn(device)).map(({ parameters }) => parameters)).toEqual([{}, { Level: "Standard" }]);

  await page.getByRole("button", { name: "Yes" }).click();
  await expect(page.locator(".feedback")).toContainText("helped");
  await page.reload();
  await expect(page.locator(".feedback")).toContainText("helped");
});

alone.describe(() => {
  alone.use({ locale: "de-DE" });

  alone("the same in German with the keyboard alone", async ({ context, alone }) => {
    await alone.fillsScratch();
    const page = await context.newPage();
    await page.goto(`${alone.url}/sign-in`);
    await tabTo(page, page.locator(`button[name=employee][value="${alone.owner.upn}"]`));
    await page.keyboard.press("Enter");
    await page.waitForURL(`${alone.url}/`);

    await tabTo(page, page.getByRole("link", { name: "Mein Computer ist langsam" }).first());
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/topics\/slow-computer/);
    await tabTo(page, page.getByRole("link", { name: alone.realDevice.name }));
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByRole("button", { name: "Mein Gerät prüfen" }));
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/diagnoses\//);

    const files = page.locator("#check-temporary-files");
    await expect(files).toContainText(/Temporäre Dateien belegen 20\d\sMB, die Ihr Gerät nicht braucht/, { timeout: 30_000 });
    const level = remedy(page, "free-up-space").getByRole("combobox", { name: "Wie gründlich" });
    await tabTo(page, level);
    await page.keyboard.press("ArrowDown");
    await expect(level).toHaveValue("Deep");
    await tabTo(page, remedy(page, "free-up-space").getByRole("button", { name: "Speicherplatz freigeben" }));
    await page.keyboard.press("Enter");

    await expect(headline(page)).toHaveText("Speicherplatz freigeben: behoben", { timeout: 45_000 });
    await expect(page.getByRole("status"), "whoever cannot see it hears it").toContainText("Speicherplatz freigeben: behoben");
    expect(await gained(page)).toBeGreaterThan(50e6);
    await tabTo(page, page.getByRole("button", { name: "Ja", exact: true }));
    await page.keyboard.press("Enter");
    await expect(page.locator(".feedback")).toContainText("geholfen");
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
  });
});

alone("what did not help goes to IT with everything attached, and becomes a ticket", async ({ context, alone }) => {
  const person = alone.people.find((one) => one !== alone.owner && one !== alone.away.person)!;
  const device = person.devices[0]!;
  const page = await signIn(context, alone, person, `/topics/slow-computer?device=${device.collector_uid}`);
  await page.getByRole("button", { name: "Check my device" }).click();
  await page.waitForURL(/\/diagnoses\//);
  await expect(page.locator("progress")).toHaveCount(0, { timeout: 30_000 });

  await page.getByRole("link", { name: "Hand over to IT" }).click();
  await expect(page.locator("main"), "all that goes along can be read before").toContainText(device.collector_uid);
  await page.getByRole("textbox", { name: "What else should IT know?" }).fill("Since Monday.");
  await page.getByRole("button", { name: "Send to IT" }).click();
  await page.waitForURL(/\/hand-overs\//);
  await expect(headline(page)).toHaveText("IT has it: REQ-0001", { timeout: 20_000 });

  // The desk is the intranet's, at which the same person signs in.
  const [ticket] = await Promise.all([context.waitForEvent("page"), page.getByRole("link", { name: "Open the ticket" }).click()]);
  await ticket.waitForURL(/\/sign-in/);
  await ticket.getByRole("button", { name: person.name }).click();
  await ticket.waitForURL(`${alone.portal}/`);
  await ticket.goto(`${alone.portal}/desk/REQ-0001`);
  await expect(ticket.getByRole("heading", { level: 1 })).toContainText("My computer is slow");
  const text = ticket.locator("#text");
  for (const part of [device.name, device.collector_uid, person.upn, "Since Monday.", "Last full restart"]) {
    await expect(text).toContainText(part);
  }
});
