// The life of the loader's element: how it comes to be, what it is told while it lives, and the tokens that it asks for.
import type { Page } from "@playwright/test";

import { type Message, expect, frameOf, heard, height, noted, says, test } from "../support/loader.js";

type Widget = HTMLElement & {
  [property: string]: unknown;
  go(path: string): Promise<void>;
  refresh(): Promise<void>;
  signOut(): Promise<void>;
};

const widget = (attributes = "") => `<deskside-widget id="w" ${attributes}></deskside-widget>`;
const settings = (fields: object): Message => ({ deskside: 1, type: "settings", theme: "auto", tokens: {}, ...fields });
const identify = async (page: Page) => new URL((await frameOf(page)).url()).searchParams.get("identify");
const events = async (page: Page) => (await noted(page)).events.map(({ type, detail }) => ({ type, detail }));

test("what is set before the element is defined counts", async ({ page, sites }) => {
  await page.goto(sites.page(widget('theme="light"')));
  await page.evaluate((src) => {
    const widget = document.querySelector<Widget>("#w")!;
    Object.assign(widget, { view: "device", device: "d-1", theme: "dark" });
    Object.assign(widget, { tokens: { accent: "#123456" }, token: () => "t-1" });
    const script = document.createElement("script");
    // As a portal's own loader of scripts would, under its own policy for trusted types.
    const policy = (globalThis as any).trustedTypes.createPolicy("test", { createScriptURL: (url: string) => url });
    script.src = policy.createScriptURL(src);
    document.head.append(script);
  }, `${sites.deskside}/embed.js`);
  const frame = await frameOf(page);
  expect(new URL(frame.url()).pathname).toBe("/embed/devices/d-1");
  expect(await identify(page)).toBe("token");
  await expect.poll(() => heard(frame)).toEqual([settings({ theme: "dark", tokens: { accent: "#123456" } })]);
  const own = await page.locator("#w").evaluate((element) => [Object.keys(element), (element as Widget).tokens]);
  expect(own).toEqual([[], { accent: "#123456" }]);
});

test("it may be loaded in the head, twice, and leaves no other name in the page", async ({ page, sites }) => {
  await page.goto(sites.page(""));
  const before = await page.evaluate(() => Object.keys(window).sort());
  await page.goto(sites.page(`<head>$loader$loader</head><body>${widget()}`));
  await frameOf(page);
  await expect(page.locator("#w iframe")).toHaveCount(1);
  expect(await page.evaluate(() => Object.keys(window).filter((name) => !/^\d+$/.test(name)).sort())).toEqual(before);
});

test("attributes that change while it lives are told to the frame, once a turn", async ({ page, sites }) => {
  await page.goto(sites.page(`$loader${widget()}`));
  const frame = await frameOf(page);
  await expect.poll(() => heard(frame)).toEqual([settings({})]);
  const set = (attributes: Record<string, unknown>) =>
    page.locator("#w").evaluate((element, attributes) => void Object.assign(element, attributes), attributes);

  await set({ view: "remedy", remedy: "r", device: "d" });
  await set({ view: "home" });
  await set({ view: "home" });
  await set({ locale: "de", theme: "dark" });
  await expect(page.locator("#w iframe")).toHaveCSS("color-scheme", "dark");
  await set({ tokens: { radius: "4px" } });
  await set({ tokens: "no JSON", theme: null, locale: undefined, label: "Hilfe" });
  await set({ height: 333 });
  await expect.poll(() => heard(frame)).toEqual([
    settings({}),
    { deskside: 1, type: "go", path: "/remedies/r?device=d" },
    { deskside: 1, type: "go", path: "/" },
    settings({ locale: "de", theme: "dark" }),
    settings({ locale: "de", theme: "dark", tokens: { radius: "4px" } }),
    settings({}),
  ]);
  expect(await height(page)).toBe(333);
  await expect(page.locator("#w iframe")).toHaveAttribute("title", "Hilfe");
});

test("methods wait for the frame's hello, and refuse what is no path", async ({ page, sites }) => {
  await page.goto(sites.page(`$loader${widget('view="remedy" remedy="mute"')}`));
  const frame = await frameOf(page);
  await page.locator("#w").evaluate((element) => {
    const widget = element as Widget;
    const told: string[] = ((globalThis as any).told = []);
    void widget.go("/history").then(() => told.push("go"));
    void widget.refresh().then(() => told.push("refresh"));
  });
  expect(await page.evaluate("told")).toEqual([]);
  await says(page, frame, "hello");
  await expect.poll(() => page.evaluate("told.sort()")).toEqual(["go", "refresh"]);
  await page.locator("#w").evaluate((element) => (element as Widget).signOut());
  const told = (await heard(frame)).map(({ type, path }) => [type, path]);
  expect(told).toEqual([["settings", undefined], ["go", "/history"], ["refresh", undefined], ["sign-out", undefined]]);
  for (const wrong of ["history", "//evil.example", "/\\evil.example", "https://evil.example"]) {
    const refused = page.locator("#w").evaluate((element, path) => (element as Widget).go(path), wrong);
    await expect(refused).rejects.toThrow("a path starts with one slash");
  }
});

test("an element that is taken out and put back starts anew", async ({ page, sites }) => {
  await page.goto(sites.page(`$loader<main>${widget()}</main>`));
  await says(page, await frameOf(page), "resize", { height: 700, cause: "gesture" });
  await page.evaluate(() => {
    const widget = document.querySelector("#w")!;
    for (let time = 0; time < 3; time++) {
      widget.remove();
      document.querySelector("main")!.append(widget);
    }
  });
  const frame = await frameOf(page);
  await expect(page.locator("#w iframe")).toHaveCount(1);
  expect(await height(page)).toBe(480);
  await expect.poll(() => heard(frame)).toHaveLength(1);
  await says(page, frame, "ready", { path: "/", title: "Home" });
  expect((await events(page)).filter(({ type }) => type === "ready")).toHaveLength(1);
});

test("two elements live side by side, each with its own frame", async ({ page, sites }) => {
  const second = '<deskside-widget id="two" view="badge" theme="light"></deskside-widget>';
  await page.goto(sites.page(`$loader${widget()}${second}`));
  const [one, two] = [await frameOf(page), await frameOf(page, "two")];
  await says(page, two, "resize", { height: 60, cause: "gesture" });
  expect([await height(page), await height(page, "two")]).toEqual([480, 60]);
  await page.locator("#two").evaluate((element) => (element as Widget).refresh());
  await expect.poll(() => heard(two)).toHaveLength(2);
  await expect.poll(() => heard(one)).toEqual([settings({})]);
  await says(page, one, "signin", { state: "needed" });
  expect((await noted(page)).events.map(({ id, type }) => [id, type])).toEqual([["two", "resize"], ["w", "signin"]]);
});

test("a token is asked for while the frame comes, and when it asks again, with what it says", async ({ page, sites }) => {
  await page.addInitScript(() => {
    const asked: unknown[] = ((globalThis as any).asked = []);
    (globalThis as any).desksideToken = async (request: unknown) => `token ${asked.push(request)}`;
  });
  await page.goto(sites.page(`$loader${widget()}`));
  expect(await identify(page)).toBe("token");
  const frame = await frameOf(page);
  expect(await page.evaluate("asked")).toEqual([{ reason: "needed" }]);
  await says(page, frame, "token", { reason: "needed" });
  await says(page, frame, "token", { reason: "refused", error: "expired" });
  // What came early serves once.
  await says(page, frame, "token", { reason: "needed" });
  const tokens = async () => (await heard(frame, "token")).map(({ token }) => token);
  await expect.poll(tokens).toEqual(["token 1", "token 2", "token 3"]);
  expect(await page.evaluate("asked")).toEqual([{ reason: "needed" }, { reason: "refused", error: "expired" }, { reason: "needed" }]);
  expect(await events(page)).toEqual([]);
});

test("what came early and was not asked for is nobody's business", async ({ page, sites }) => {
  await page.addInitScript(() => ((globalThis as any).desksideToken = () => Promise.reject(new Error("secret"))));
  await page.goto(sites.page(`$loader${widget()}`));
  const frame = await frameOf(page);
  await says(page, frame, "ready", {});
  expect((await heard(frame, "token"))).toEqual([]);
  expect((await events(page)).map(({ type }) => type)).toEqual(["ready"]);
});

test("a token that nobody needed is not kept for whoever sits there later", async ({ page, sites }) => {
  await page.addInitScript(() => {
    (globalThis as any).person = "the first";
    (globalThis as any).desksideToken = async () => (globalThis as any).person;
  });
  await page.goto(sites.page(`$loader${widget()}`));
  const frame = await frameOf(page);
  // There is a session. It ends, and somebody else sits there by then.
  await says(page, frame, "ready", {});
  await page.evaluate(() => ((globalThis as any).person = "the second"));
  await says(page, frame, "token", { reason: "needed" });
  await expect.poll(async () => (await heard(frame, "token")).map(({ token }) => token)).toEqual(["the second"]);
});

const FAILURES: [string, () => unknown][] = [
  ["throws", () => { throw new Error("secret"); }],
  ["is refused", () => Promise.reject(new Error("secret"))],
  ["gives nothing", () => undefined],
  ["gives an empty text", async () => ""],
  ["gives something else", async () => ({ token: "secret" })],
];

for (const [what, failing] of FAILURES) {
  test(`a token function that ${what} is told of by an event, and to the frame as no token`, async ({ page, sites }) => {
    await page.addInitScript(`globalThis.desksideToken = ${failing}`);
    await page.goto(sites.page(`$loader${widget()}`));
    const frame = await frameOf(page);
    await says(page, frame, "token", { reason: "needed" });
    await expect.poll(() => heard(frame, "token")).toEqual([{ deskside: 1, type: "token", token: null }]);
    expect(await events(page)).toEqual([{ type: "error", detail: { error: "no_token" } }]);
  });
}

test("a token that takes longer than 10 s is no token", async ({ page, sites }) => {
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(3_600_000);
  await page.addInitScript(() => {
    (globalThis as any).desksideToken = () => new Promise((late) => ((globalThis as any).late = late));
  });
  await page.goto(sites.page(`$loader${widget()}`));
  const frame = await frameOf(page);
  await says(page, frame, "token", { reason: "needed" });
  await page.clock.runFor(9_900);
  expect(await heard(frame, "token")).toEqual([]);
  await page.clock.runFor(100);
  await expect.poll(() => heard(frame, "token")).toEqual([{ deskside: 1, type: "token", token: null }]);
  await page.evaluate(`late("too late")`);
  await page.locator("#w").evaluate((element) => (element as Widget).refresh());
  await expect.poll(async () => (await heard(frame)).map(({ type }) => type)).toEqual(["settings", "token", "refresh"]);
});

test("a page without a token function has no token; one that comes late begins anew", async ({ page, sites }) => {
  await page.goto(sites.page(`$loader${widget()}`));
  expect(await identify(page)).toBe(null);
  const first = await frameOf(page);
  await says(page, first, "token", { reason: "needed" });
  await expect.poll(() => heard(first, "token")).toEqual([{ deskside: 1, type: "token", token: null }]);
  expect(await events(page)).toEqual([]);

  const set = (token: string) =>
    page.locator("#w").evaluate((element, token) => void ((element as Widget).token = async () => token), token);
  await set("one");
  await expect.poll(() => identify(page)).toBe("token");
  const second = await frameOf(page);
  expect(first.isDetached()).toBe(true);
  // Another function is no reason to begin again: frameworks set a new one with every rendering.
  await set("two");
  await says(page, second, "token", { reason: "needed" });
  await expect.poll(async () => (await heard(second, "token")).map(({ token }) => token)).toEqual(["two"]);
});

test("a frame that came in between gets no token that another has asked for", async ({ page, sites }) => {
  await page.addInitScript(() => {
    (globalThis as any).desksideToken = () => new Promise((answer) => ((globalThis as any).answer = answer));
  });
  await page.goto(sites.page(`$loader<main>${widget()}</main>`));
  await says(page, await frameOf(page), "token", { reason: "needed" });
  await page.evaluate(() => document.querySelector("main")!.append(document.querySelector("#w")!));
  const frame = await frameOf(page);
  await expect.poll(() => heard(frame)).toHaveLength(1);
  await page.evaluate(`answer("for the one before")`);
  await page.locator("#w").evaluate((element) => (element as Widget).refresh());
  await expect.poll(async () => (await heard(frame)).map(({ type }) => type)).toEqual(["settings", "refresh"]);
});
