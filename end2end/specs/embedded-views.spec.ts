// What a frame can show, how one gets about in it, and that nobody loses the way.
import { type Portal, expect, presses, test } from "../support/portal.js";

/** Its height is the one that the portal's style sheet keeps before the script is there. */
const around = (attributes: string) =>
  `<main><h1>Own</h1><deskside-widget ${attributes.includes("height") ? "" : 'height="560"'} ${attributes}><a href="/help">Help desk</a></deskside-widget></main>`;

/** What has the focus in the frame, and what was last said to those who cannot see. */
const heard = async (portal: Portal) =>
  (await portal.frame()).evaluate(() => ({
    focus: document.activeElement!.id,
    status: document.getElementById("status")!.textContent,
    title: document.title,
  }));

test("a badge is one line, and leads to the first page", async ({ portal, company }) => {
  const person = company.colleague(7);
  await portal.signIn(person);
  await portal.opens(around('view="badge" height="48"'));
  const glance = portal.inside.locator("#glance");
  await expect(glance).toBeVisible();
  await expect(portal.headline).not.toBeEmpty();
  expect((await portal.widget.boundingBox())!.height).toBe(48);
  const { overflow } = await (await portal.frame()).evaluate(() => ({
    overflow: document.documentElement.scrollHeight - document.documentElement.clientHeight,
  }));
  expect(overflow, "nothing of it is cut off").toBeLessThanOrEqual(0);
  await presses(glance);
  await expect(portal.device(person)).toBeVisible();
  await expect.poll(async () => (await portal.widget.boundingBox())!.height).toBeGreaterThan(300);
});

test("one device, the one seen last, and one remedy", async ({ portal, company }) => {
  const person = company.colleague(7);
  const { collector_uid: uid, name } = person.devices[0]!;
  await portal.signIn(person);
  await portal.opens(around(`view="device" device="${uid}"`));
  await expect(portal.headline).toContainText(name);
  await portal.opens(around('view="device"'));
  await expect(portal.headline).toContainText(new RegExp(person.devices.map((device) => device.name).join("|")));

  await portal.opens(around(`view="remedy" remedy="check-startup" device="${uid}"`));
  await expect(portal.inside.locator("#remedy-check-startup")).toBeVisible();
  await expect(portal.inside.locator("article.remedy")).toHaveCount(1);
  await presses(portal.inside.locator("#remedy-check-startup button[type=submit]"));
  await expect(portal.headline).toHaveText("Done", { timeout: 45_000 });
  const told = await portal.said("execution");
  expect(told.at(-1)).toMatchObject({ device: uid, state: "done" });
});

test("one symptom is looked at inside the frame", async ({ portal, company }) => {
  const person = await company.newcomer();
  await portal.signIn(person);
  await portal.opens(around('view="topic" topic="network"'));
  await expect(portal.headline).toHaveText("Wi-Fi or internet is slow");
  await presses(portal.inside.getByRole("button", { name: "Check my device" }));
  await expect(portal.inside.locator("#checks")).toBeVisible({ timeout: 20_000 });
  expect(await portal.path()).toMatch(/^\/embed\/diagnoses\//);
  await expect(portal.inside.locator("progress")).toHaveCount(0, { timeout: 30_000 });
});

test("the host page leads to any page, and back goes back inside the frame", async ({ portal, company }) => {
  const { page } = portal;
  const person = company.colleague(7);
  const device = person.devices[0]!;
  await portal.signIn(person);
  await expect(portal.device(person)).toBeVisible();
  await portal.marks();
  await portal.does((widget, uid) => widget.go(`/devices/${uid}?from=host#remedy-check-startup`), device.collector_uid);
  await expect(portal.headline).toHaveText(device.name);
  await expect(portal.inside.locator("#remedy-check-startup")).toBeVisible();
  expect(await portal.path()).toBe(`/embed/devices/${device.collector_uid}`);
  expect((await portal.said("ready")).at(-1)).toMatchObject({ path: `/devices/${device.collector_uid}?from=host` });
  await portal.does((widget) => widget.go("/history"));
  await expect(portal.headline).toHaveText("History");
  await page.evaluate(() => history.back());
  await expect(portal.headline).toHaveText(device.name);
  await page.evaluate(() => history.back());
  await expect(portal.device(person)).toBeVisible();
  await page.evaluate(() => history.forward());
  await expect(portal.headline).toHaveText(device.name);
  expect(await portal.isMarked()).toBe(true);
  expect(page.url()).toBe(`${company.portal}/`);

  // Out of the frame leads nothing but a tab of its own.
  await expect(portal.does((widget) => widget.go("//evil.example"))).rejects.toThrow(TypeError.name);
  await portal.does((widget) => widget.go("/../sign-in"));
  await expect.poll(() => portal.path()).toBe(`/embed/devices/${device.collector_uid}`);
  // What does not exist says so, and the frame is still one to go on in.
  await portal.does((widget) => widget.go("/nothing-here"));
  await expect(portal.headline).toHaveText("This page does not exist");
  await presses(portal.inside.getByRole("link", { name: "Go to the overview" }));
  await expect(portal.device(person)).toBeVisible();
});

test("whoever goes on in the frame is told where they are, and whoever is elsewhere is left there", async ({ portal, company }) => {
  const person = company.colleague(7);
  await portal.signIn(person);
  await presses(portal.device(person));
  await expect(portal.headline).toHaveText(person.devices[0]!.name);
  const inside = await heard(portal);
  expect(inside.focus).toBe("main");
  expect(inside.title).toContain(person.devices[0]!.name);
  expect(inside.status).toBe(inside.title);

  const field = portal.page.getByLabel("Theme");
  await field.focus();
  await portal.does((widget) => widget.go("/history"));
  await expect(portal.headline).toHaveText("History");
  await expect(field).toBeFocused();
  const outside = await heard(portal);
  expect(outside.status).toBe(outside.title);
});

test("keys alone reach the frame, a fix in it, and the way out", async ({ portal, company }) => {
  const person = company.colleague(7);
  await portal.signIn(person);
  await portal.opens(`${around('view="device"')}<button id="after">After</button>`);
  await expect(portal.headline).not.toBeEmpty();
  const { page } = portal;
  const focused = async () => (await portal.frame()).evaluate(() => document.activeElement?.id ?? "");
  for (const stop of ["fold-check-battery-toggle", "run-check-battery-button"]) {
    for (let presses = 0; presses < 80 && (await focused()) !== stop; presses++) await page.keyboard.press("Tab");
    expect(await focused()).toBe(stop);
    if (stop.startsWith("fold")) await page.keyboard.press("Enter");
  }
  for (let presses = 0; presses < 80; presses++) {
    if (await page.locator("#after").evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("the frame holds whoever uses keys");
});
