// What is handed over to IT becomes one ticket, whatever fails on the way. The service desk is a process of its own that
// speaks ServiceNow's Table API as strictly as its documentation.
import type { Browser, Page } from "@playwright/test";

import type { Person } from "../support/company.js";
import { Installation, PROXY, USER_HEADER } from "../support/installation.js";
import { headline } from "../support/pages.js";
import { ServiceDesk } from "../support/service-desk.js";
import { expect, test as base } from "@playwright/test";

const test = base.extend<object, { desk: ServiceDesk; installation: Installation }>({
  desk: [
    async ({}, use) => {
      const desk = await ServiceDesk.start();
      await use(desk);
      await desk.goesDown();
    },
    { scope: "worker" },
  ],
  installation: [
    async ({ desk }, use) => {
      const installation = await Installation.start({ config: async () => PROXY + desk.section("servicenow") });
      await use(installation);
      await installation.stop();
    },
    { scope: "worker" },
  ],
});

async function openAs(browser: Browser, person: Person, address: string, more: object = {}): Promise<Page> {
  const context = await browser.newContext({ extraHTTPHeaders: { [USER_HEADER]: person.upn }, ...more });
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** Opens what a device would be handed over with, and presses. */
async function handsOver(browser: Browser, installation: Installation, person: Person, more: object = {}): Promise<Page> {
  const address = `${installation.url}/hand-over?device=${person.devices[0]!.collector_uid}`;
  const page = await openAs(browser, person, address, more);
  await page.getByRole("textbox", { name: "What else should IT know?" }).fill(`The fan of ${person.name} is loud.`);
  await page.getByRole("button", { name: "Send to IT" }).click();
  await page.waitForURL(/\/hand-overs\//);
  return page;
}

/** The tickets in which somebody's words stand. */
async function ticketsOf(desk: ServiceDesk, person: Person): Promise<{ number: string; description: string }[]> {
  const tickets = (await desk.tickets("servicenow")) as { number: string; description: string }[];
  return tickets.filter(({ description }) => description.includes(`The fan of ${person.name} is loud.`));
}

test("a ticket with its number and link, in which everything stands", async ({ browser, desk, installation }) => {
  const person = await installation.newcomer();
  const page = await handsOver(browser, installation, person);
  await expect(headline(page)).toHaveText(/^IT has it: INC\d+$/, { timeout: 20_000 });
  const [ticket] = await ticketsOf(desk, person);
  expect(await headline(page).innerText()).toContain(ticket!.number);
  const link = page.getByRole("link", { name: "Open the ticket" });
  expect(await link.getAttribute("href")).toMatch(new RegExp(`^${desk.address}/nav_to\\.do`));
  for (const part of [person.name, person.upn, person.devices[0]!.name, person.devices[0]!.collector_uid]) {
    expect(ticket!.description).toContain(part);
  }
  await page.goto(page.url().replace(/\/hand-overs\/.*/, `/devices/${person.devices[0]!.collector_uid}`));
  await expect(page.locator("#handed"), "the device's page knows it").toHaveText(ticket!.number);
});

for (const kind of ["drop-after", "gateway", "garbage"]) {
  test(`one ticket when the desk's answer is: ${kind}`, async ({ browser, desk, installation }) => {
    const person = await installation.newcomer();
    await desk.plans({ at: "create", kind });
    const page = await handsOver(browser, installation, person);
    // Nobody touches the page.
    await expect(headline(page)).toHaveText(/^IT has it: INC\d+$/, { timeout: 45_000 });
    expect(await ticketsOf(desk, person)).toHaveLength(1);
  });
}

test("where nobody can know whether it arrived, that is said, and no second one is made", async ({ browser, desk, installation }) => {
  const person = await installation.newcomer();
  await desk.plans({ at: "create", kind: "drop-before" });
  const page = await handsOver(browser, installation, person);
  await expect(headline(page)).toHaveText("We are not sure that it arrived", { timeout: 20_000 });
  await expect(page.locator("main")).toContainText("No second one is made");
  expect(await desk.asked()).toContain("servicenow find");
  expect(await ticketsOf(desk, person)).toHaveLength(0);
});

test("a server that is killed while the desk is away neither loses nor doubles it", async ({ browser, desk, installation }) => {
  const person = await installation.newcomer();
  await desk.goesDown();
  const page = await handsOver(browser, installation, person);
  await expect(headline(page)).toHaveText(/Waiting to be sent to IT|On its way to IT/);
  await installation.isKilled();
  await desk.comesUp();
  await installation.starts();
  await expect(headline(page)).toHaveText(/^IT has it: INC\d+$/, { timeout: 45_000 });
  expect(await ticketsOf(desk, person)).toHaveLength(1);
});

test("two presses in two tabs are one ticket", async ({ browser, desk, installation }) => {
  const person = await installation.newcomer();
  const address = `${installation.url}/hand-over?device=${person.devices[0]!.collector_uid}`;
  const first = await openAs(browser, person, address);
  const [second, third] = [await first.context().newPage(), await first.context().newPage()];
  for (const tab of [second, third]) await tab.goto(address);
  const press = async (page: Page) => {
    await page.getByRole("textbox").last().fill(`The fan of ${person.name} is loud.`);
    await page.getByRole("button", { name: "Send to IT" }).evaluate((button: HTMLButtonElement) => button.click());
  };
  await Promise.all([press(first), press(second)]);
  await Promise.race([first.waitForURL(/\/hand-overs\//), second.waitForURL(/\/hand-overs\//)]);
  await expect.poll(async () => (await ticketsOf(desk, person)).length, { timeout: 20_000 }).toBe(1);
  // A page that stood open meanwhile does not make a second one, either.
  await press(third);
  await expect(third.getByText("You have handed this over already")).toBeVisible();
  expect(await ticketsOf(desk, person)).toHaveLength(1);
});

test("it works without JavaScript, and nobody else can read it", async ({ browser, desk, installation }) => {
  const person = await installation.newcomer();
  const page = await handsOver(browser, installation, person, { javaScriptEnabled: false });
  // The page asks again by itself.
  await expect(headline(page)).toHaveText(/^IT has it: INC\d+$/, { timeout: 45_000 });
  expect(await ticketsOf(desk, person)).toHaveLength(1);

  const stranger = await openAs(browser, await installation.newcomer(), page.url());
  await expect(headline(stranger)).not.toContainText("IT has it");
  await expect(stranger.locator("main")).not.toContainText(person.name);
  await stranger.goto(`${installation.url}/hand-over?device=${person.devices[0]!.collector_uid}`);
  await expect(stranger.getByRole("button", { name: "Send to IT" })).toHaveCount(0);
});
