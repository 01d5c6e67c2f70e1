import { expect, signIn, test } from "../support/test.js";
import { headline, remedy, run, unfolded } from "../support/pages.js";

test("an employee frees space on this machine and watches it proven", async ({ context, company }) => {
  const device = company.realDevice;
  await company.fillsScratch();
  const page = await signIn(context, company, company.owner, `/devices/${device.collector_uid}`);
  const before = (await company.triggersOn(device)).length;

  await (await unfolded(page, "free-up-space")).locator("button[type=submit]").click();
  await page.waitForURL(/\/executions\//);
  // From here on nobody touches the page: the stream moves it.
  await expect(headline(page)).toHaveText("Fixed", { timeout: 45_000 });

  await expect(page.locator(".proof b")).toHaveText([/\d\sGB/, /\d\sGB/]);
  // The page rounds, and others write to this disk meanwhile.
  const { proof } = await (await page.request.get(`${page.url()}/receipt.json`)).json();
  expect(proof.after.value - proof.before.value, "the disk really has more space").toBeGreaterThan(50e6);
  await expect(page.getByText(/FreedSpace|freed/i).first()).toBeVisible();

  const triggers = (await company.triggersOn(device)).slice(before);
  expect(triggers).toHaveLength(1);
  expect(triggers[0]!.devices).toEqual([device.collector_uid]);
  expect(triggers[0]!.parameters).toEqual({ Level: "Standard" });
  expect(page.url()).toContain(triggers[0]!.external_reference!);

  await page.goto(`${company.url}/history`);
  await expect(page.getByRole("link", { name: /Free up space/ }).first()).toBeVisible();
});

test("a press shows at once, before anything is answered", async ({ context, company }) => {
  const device = company.realDevice;
  const page = await signIn(context, company, company.owner, `/devices/${device.collector_uid}`);
  await expect(page.locator("html[data-scripts]")).toBeAttached();
  // The answer is kept from the page, so that only what the press itself changes can be seen.
  await page.route("**/api/run_remedy", async () => {});
  await unfolded(page, "check-startup");
  // In one go: fresh figures put another form in place of this one.
  const waited = await page.evaluate(async () => {
    const form = document.querySelector<HTMLFormElement>("#remedy-check-startup form")!;
    const button = form.querySelector<HTMLButtonElement>("button[type=submit]")!;
    const changed = new Promise<number>((seen) => {
      new MutationObserver(() => (button.disabled || button.ariaDisabled === "true") && seen(performance.now())).observe(form, {
        attributes: true,
        childList: true,
        subtree: true,
      });
    });
    const began = performance.now();
    button.click();
    return (await changed) - began;
  });
  test.info().annotations.push({ type: "figure", description: `press to visible change: ${waited.toFixed(1)} ms` });
  await expect(remedy(page, "check-startup").locator("button[type=submit]")).toHaveAttribute("aria-disabled", "true");
});

test("two presses in two tabs are one run", async ({ context, company }) => {
  const person = await company.newcomer();
  const device = person.devices[0]!;
  await company.holdsExecutions();
  const first = await signIn(context, company, person, `/devices/${device.collector_uid}`);
  const second = await context.newPage();
  await second.goto(first.url());
  const press = (page: typeof first) =>
    remedy(page, "check-battery").locator("button[type=submit]").evaluate((button: HTMLButtonElement) => button.click());
  await Promise.all([press(first), press(second)]);
  await Promise.race([first.waitForURL(/\/executions\//), second.waitForURL(/\/executions\//)]);
  await first.goto(`${company.url}/history`);
  await expect(first.locator("main").getByRole("link", { name: /Check the battery/ })).toHaveCount(1);
  await expect.poll(() => company.triggersOn(device).then((all) => all.length)).toBe(1);
});

test("a workflow runs to its end", async ({ context, company }) => {
  const person = company.colleague(0);
  const page = await signIn(context, company, person);
  for (const device of person.devices) {
    await page.goto(`${company.url}/devices/${device.collector_uid}`);
    if (await remedy(page, "repair-teams").locator("button[type=submit]").count()) {
      await run(page, company, device, "repair-teams");
      await expect(headline(page)).toHaveText("Done", { timeout: 45_000 });
      // It cools down, and the page counts until it can run again.
      await page.goto(`${company.url}/devices/${device.collector_uid}`);
      const left = (await unfolded(page, "repair-teams")).locator(".countdown");
      const began = await left.innerText();
      expect(began).toMatch(/^[012]:\d\d$/);
      await expect(left).not.toHaveText(began);
      return;
    }
  }
  throw new Error(`none of ${person.name}'s devices is offered the workflow`);
});

test("what failed says why, what to do, and a code for IT", async ({ context, company }) => {
  const device = company.realDevice;
  const page = await signIn(context, company, company.owner);
  await run(page, company, device, "reset-wifi");
  await expect(page.getByText(/Failed/).first()).toBeVisible({ timeout: 45_000 });
  await expect(page.getByText(/DS-[0-9A-F]{6}/).first()).toBeVisible();
});

test("a failure that content knows is explained, with what to do next", async ({ context, company }) => {
  // The third person's adapter never comes back.
  const person = company.people[2]!;
  const device = person.devices[0]!;
  const page = await signIn(context, company, person);
  await run(page, company, device, "reset-wifi");
  await expect(headline(page)).toHaveText("It did not work", { timeout: 45_000 });
  await expect(page.getByText("Your device stopped it because it took too long. Restart your device and try again.")).toBeVisible();
  await expect(page.getByText("The script timed out and was terminated before completion.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy code" })).toBeVisible();
});
