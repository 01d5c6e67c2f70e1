import { expect, signIn, test } from "../support/test.js";
import { headline, run } from "../support/pages.js";

test("a fix that asks on the device waits for its user, who may decline", async ({ context, company }) => {
  await company.peopleAnswer("manual");
  const person = company.colleague(5);
  const device = person.devices[0]!;
  const page = await signIn(context, company, person);
  await run(page, company, device, "restart-device");
  await expect(headline(page)).toHaveText(`Waiting for you: answer the question on ${device.name}`, { timeout: 30_000 });
  await company.answersOn(device, "decline");
  await expect(headline(page)).toHaveText(`It was declined on ${device.name}`, { timeout: 30_000 });
  await expect(page.getByText(/said no, so nothing was changed/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Run it again" })).toHaveAttribute(
    "href",
    `/remedies/restart-device?device=${device.collector_uid}`,
  );
});

test("a question on the device that nobody answers ends in a way of its own", async ({ context, company }) => {
  await company.peopleAnswer("ignore");
  const person = company.colleague(6);
  const device = person.devices[0]!;
  const page = await signIn(context, company, person);
  await run(page, company, device, "restart-device");
  await expect(headline(page)).toHaveText(`Waiting for you: answer the question on ${device.name}`, { timeout: 30_000 });
  // Longer than the question is shown.
  await company.passes(700);
  await expect(headline(page)).toHaveText(`The question on ${device.name} was not answered in time`, { timeout: 30_000 });
});

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a workflow asks on its way, and is answered on the page", async ({ context, company }) => {
      const person = company.colleague(scripts ? 7 : 8);
      const device = person.devices[0]!;
      const page = await signIn(context, company, person);
      await run(page, company, device, "order-battery");
      await expect(headline(page)).toHaveText("It needs an answer from you", { timeout: 30_000 });
      await expect(page.getByRole("heading", { name: "Where should the battery be delivered?" })).toBeVisible();

      // Nothing is sent that was not chosen.
      await page.locator("#answer button[type=submit]").click();
      await expect(headline(page)).toHaveText("It needs an answer from you");

      await page.getByLabel("Site").selectOption("North campus");
      await page.locator("#answer button[type=submit]").click();
      await expect(headline(page)).toHaveText("Done", { timeout: 30_000 });
      await expect(page.getByText(/Battery ordered for North campus/)).toBeVisible();

      const answers = (await company.triggersOn(device)).filter((trigger) => trigger.endpoint === "workflows/trigger");
      expect(answers.map((answer) => answer.parameters)).toEqual([{ delivery_site: "North campus" }]);
    });
  });
}

test("what was not sent can be taken back", async ({ context, company }) => {
  await company.breaks({ endpoint: "act/execute", kind: "status", status: 503, retry_after: "30" });
  const person = company.colleague(9);
  const device = person.devices[0]!;
  const page = await signIn(context, company, person);
  await run(page, company, device, "check-battery");
  await expect(headline(page)).toHaveText("Waiting to be sent");
  await page.getByRole("button", { name: "Don’t run it" }).click();
  await expect(headline(page)).toHaveText("Cancelled");
  await company.mends();
  await company.passes(60);
  expect(await company.triggersOf(page.url())).toEqual([]);
});
