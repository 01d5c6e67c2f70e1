import { expect, signIn, test } from "../support/test.js";
import { run } from "../support/pages.js";

test("nobody sees another employee's device or execution, or can act on it", async ({ browser, company }) => {
  const [mine, theirs] = [company.colleague(8), company.colleague(9)];
  const device = mine.devices[0]!;
  const [me, them] = [await browser.newContext(), await browser.newContext()];
  const page = await signIn(me, company, mine);
  await run(page, company, device, "check-startup");
  const execution = new URL(page.url()).pathname;

  const stranger = await signIn(them, company, theirs);
  for (const path of [`/devices/${device.collector_uid}`, execution]) {
    const answer = await stranger.goto(company.url + path);
    expect(answer!.status(), path).toBe(404);
    const body = await stranger.content();
    expect(body, path).not.toContain(device.name);
    // What does not exist looks the same.
    const nowhere = await stranger.goto(company.url + path.replace(/[0-9a-f]{12}$/, "000000000000"));
    expect(nowhere!.status()).toBe(404);
  }
  await stranger.goto(`${company.url}/history`);
  await expect(stranger.locator("main")).not.toContainText(device.name);

  const before = (await company.triggersOn(device)).length;
  const answer = await them.request.post(`${company.url}/api/run_remedy`, {
    headers: { origin: company.url, accept: "application/json" },
    form: { device: device.collector_uid, remedy: "check-battery", key: "0193e0a0-0000-7000-8000-000000000001" },
  });
  expect(await answer.text()).not.toContain("executions/");
  await page.goto(`${company.url}/history`);
  await expect(page.locator("main").getByRole("link", { name: /Check the battery/ })).toHaveCount(0);
  expect((await company.triggersOn(device)).length).toBe(before);
  await me.close();
  await them.close();
});

test("whoever is signed out sees nothing", async ({ context, company }) => {
  const page = await context.newPage();
  await page.goto(`${company.url}/devices/${company.realDevice.collector_uid}`);
  await expect(page).toHaveURL(/\/sign-in\?back=/);
  const api = await context.request.post(`${company.url}/api/run_remedy`, { headers: { origin: company.url } });
  expect(api.status()).toBe(401);
  const stream = await context.request.get(`${company.url}/events`);
  expect(stream.status()).toBe(401);
});

test("an open page hears nothing more after a sign-out in another tab", async ({ context, company }) => {
  const page = await signIn(context, company, company.owner);
  const other = await context.newPage();
  await other.goto(company.url);
  await other.getByRole("button", { name: "Sign out" }).click();
  await other.waitForURL(/signed-out/);
  // A silent stream looks every 15 seconds whether its sign-in still holds.
  await expect(page.locator("#connection-sign-in")).toBeVisible({ timeout: 30_000 });
});

test("a post from another site is refused", async ({ context, company }) => {
  await signIn(context, company, company.owner);
  const answer = await context.request.post(`${company.url}/api/run_remedy`, {
    headers: { origin: "https://evil.example" },
    form: { device: company.realDevice.collector_uid, remedy: "free-up-space", key: "0193e0a0-0000-7000-8000-000000000002" },
  });
  expect(answer.status()).toBe(403);
});

test("every answer carries the headers that protect it", async ({ context, company }) => {
  const page = await signIn(context, company, company.owner);
  const headers = (await page.reload())!.headers();
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
  expect(headers["content-security-policy"]).not.toContain("unsafe-inline");
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["referrer-policy"]).toBe("no-referrer");
  expect(headers["cache-control"]).toContain("no-store");
  const cookie = (await context.cookies()).find(({ name }) => name === "deskside");
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" });
});

test("a body that is too large, wrong types and unknown remedies are refused", async ({ context, company }) => {
  await signIn(context, company, company.owner);
  const post = (form: Record<string, string>) =>
    context.request.post(`${company.url}/api/run_remedy`, { headers: { origin: company.url, accept: "application/json" }, form });
  const key = "0193e0a0-0000-7000-8000-000000000003";
  const device = company.realDevice.collector_uid;
  expect((await post({ device: "x", remedy: "free-up-space", key })).status()).toBe(400);
  expect((await post({ device, remedy: "free-up-space" })).status()).toBeGreaterThanOrEqual(400);
  expect((await post({ device, remedy: "free-up-space", key, "parameters[Level]": "x".repeat(200_000) })).status()).toBe(413);
  const unknown: Record<string, string> = { remedy: "no-such-remedy" };
  const misfit: Record<string, string> = { remedy: "free-up-space", "parameters[Level]": "Everything" };
  for (const wrong of [unknown, misfit]) {
    expect(await (await post({ device, key, ...wrong })).text()).not.toContain("executions/");
  }
});
