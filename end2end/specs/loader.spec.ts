// The loader by itself: the element that other pages have.
import { expect, frameOf, heard, height, noted, posts, says, test } from "../support/loader.js";

const FILLER = '<svg width="10" height="3000"></svg>';
const widget = (attributes = "", inner = "") => `<deskside-widget id="w" ${attributes}>${inner}</deskside-widget>`;

test("the frame is made when the element comes near, and its place is kept before", async ({ page, sites }) => {
  await page.goto(sites.page(`$loader${FILLER}${widget()}<p id="below">below</p>`));
  await page.waitForFunction(() => customElements.get("deskside-widget"));
  expect(await height(page)).toBe(480);
  // A turn of the observer: whatever it had to say about the first layout, it has said.
  await page.evaluate(() => new Promise((seen) => new IntersectionObserver(() => seen(0)).observe(document.body)));
  await expect(page.locator("#w iframe")).toHaveCount(0);
  await page.evaluate(() => scrollTo(0, document.querySelector("#w")!.getBoundingClientRect().top - innerHeight - 150));
  await frameOf(page);
  expect(await page.evaluate(() => document.querySelector("#w")!.getBoundingClientRect().top > innerHeight)).toBe(true);
});

const ADDRESSES: [string, string, number][] = [
  ["", "/embed", 480],
  ['view="nonsense"', "/embed", 480],
  ['view="badge"', "/embed/badge", 48],
  ['view="device"', "/embed/device", 480],
  ['view="device" device="a/b" height="300"', "/embed/devices/a%2Fb", 300],
  ['view="remedy"', "/embed", 480],
  ['view="remedy" remedy="free-up-space" height="-1"', "/embed/remedies/free-up-space", 480],
  ['view="topic"', "/embed", 480],
  ['view="topic" topic="slow-computer"', "/embed/topics/slow-computer", 480],
  ['view="topic" topic="teams" remedy="x" device="d"', "/embed/topics/teams?device=d", 480],
  ['view="remedy" remedy="x" device="d e" locale="de" theme="dark"', "/embed/remedies/x?device=d%20e", 480],
];

test("attributes say what the frame shows", async ({ page, sites }) => {
  for (const [attributes, address, reserved] of ADDRESSES) {
    await page.goto(sites.page(`$loader${widget(attributes)}`));
    const url = new URL((await frameOf(page)).url());
    const wanted = new URL(sites.deskside + address);
    wanted.searchParams.set("host", sites.host);
    if (attributes.includes("locale")) {
      wanted.searchParams.set("locale", "de");
      wanted.searchParams.set("theme", "dark");
    }
    expect([url.pathname, ...url.searchParams]).toEqual([wanted.pathname, ...wanted.searchParams]);
    expect(await height(page)).toBe(reserved);
  }
  const frame = page.locator("#w iframe");
  await expect(frame).toHaveAttribute("title", "IT self-service");
  await expect(frame).toHaveAttribute("referrerpolicy", "no-referrer");
  await expect(frame).toHaveAttribute("allow", "clipboard-write");
  await expect(frame).not.toHaveAttribute("sandbox");
  await expect(frame).toHaveCSS("color-scheme", "dark");
});

test("what is on the screen never moves for content, and moves for a gesture", async ({ page, sites }) => {
  await page.goto(sites.page(`$loader<svg width="10" height="650"></svg>${widget()}<p id="below">below</p>${FILLER}`));
  const frame = await frameOf(page);
  await page.evaluate(() => document.querySelector("#w")!.scrollIntoView());
  await expect(page.locator("#below")).toBeInViewport();
  await says(page, frame, "resize", { height: 650, cause: "content" });
  await says(page, frame, "resize", { height: 200, cause: "content" });
  await says(page, frame, "resize", { height: 700.2, cause: "content" });
  expect(await height(page)).toBe(480);
  expect((await noted(page)).events.map(({ detail }) => detail)).toContainEqual({ height: 200, cause: "content" });

  // What had to wait comes when nothing below is on the screen, and does not shrink on the way back.
  await page.evaluate(() => scrollTo(0, 0));
  await expect.poll(() => height(page)).toBe(701);
  await says(page, frame, "resize", { height: 900, cause: "content" });
  expect(await height(page)).toBe(900);
  await page.evaluate(() => document.querySelector("#w")!.scrollIntoView({ block: "end" }));
  await says(page, frame, "resize", { height: 300, cause: "content" });
  expect(await height(page)).toBe(900);
  expect((await noted(page)).shift).toBe(0);

  // The measure is one that can be something else.
  await says(page, frame, "resize", { height: 300, cause: "gesture" });
  expect(await height(page)).toBe(300);
  await says(page, frame, "resize", { height: 500, cause: "gesture" });
  expect(await height(page)).toBe(500);
  await expect.poll(async () => (await noted(page)).shift).toBeGreaterThan(0);
});

test("what is no message of this version is dropped", async ({ page, sites }) => {
  await page.goto(sites.page(`$loader${widget()}`));
  const frame = await frameOf(page);
  for (const wrong of [0, -5, null, {}, "much"]) await says(page, frame, "resize", { height: wrong, cause: "gesture" });
  await says(page, frame, "unheard-of", { height: 700 });
  for (const wrong of [null, "resize", { type: "resize" }, { deskside: 2, type: "resize" }]) {
    await posts(page, frame, wrong && typeof wrong === "object" ? { ...wrong, height: 700, cause: "gesture" } : wrong);
  }
  await says(page, frame, "ready", { path: "/", title: "Home" });
  expect(await height(page)).toBe(480);
  expect((await noted(page)).events).toEqual([{ id: "w", type: "ready", detail: { path: "/", title: "Home" } }]);
});

test("only the element's own frame on Deskside's origin is heard", async ({ page, sites }) => {
  const other = `<iframe id="other" src="${sites.deskside}/embed?host=${sites.host}"></iframe>`;
  await page.goto(sites.page(`$loader${widget()}${other}`));
  const frame = await frameOf(page);
  const neighbour = (await (await page.locator("#other").elementHandle())!.contentFrame())!;
  await neighbour.waitForLoadState("load");
  await says(page, neighbour, "resize", { height: 700, cause: "gesture" });
  await page.evaluate(() => postMessage({ deskside: 1, type: "resize", height: 700, cause: "gesture" }));
  await page.waitForFunction(() => globalThis.noted.messages.filter((one: any) => one.height === 700).length === 2);
  expect(await height(page)).toBe(480);

  // The same window, taken over by somebody else.
  await frame.goto(`${sites.stranger}/embed?host=${sites.host}`);
  await says(page, frame, "resize", { height: 700, cause: "gesture" });
  expect(await height(page)).toBe(480);
  expect((await noted(page)).events).toEqual([]);
});

test("nothing is told to anybody but Deskside's origin", async ({ page, sites, quiet }) => {
  await page.goto(sites.page(`$loader${widget()}`));
  const frame = await frameOf(page);
  await expect.poll(() => heard(frame, "settings")).toHaveLength(1);
  await frame.goto(`${sites.stranger}/embed?host=${sites.host}`);
  await page.locator("#w").evaluate(async (element) => {
    const widget = element as unknown as { refresh(): Promise<void>; go(path: string): Promise<void>; locale: string };
    widget.locale = "fr";
    await Promise.all([widget.refresh(), widget.go("/history")]);
    element.shadowRoot!.querySelector("iframe")!.contentWindow!.postMessage({ type: "the last of all" }, "*");
  });
  await expect.poll(() => heard(frame)).toEqual([{ type: "the last of all" }]);
  // The browser itself says on the console that it has held them back.
  expect(quiet.splice(0).every((word) => word.includes("target origin"))).toBe(true);
});

test("what is between the tags is shown as long as the frame stays silent", async ({ page, sites }) => {
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(3_600_000);
  const silent = 'view="remedy" remedy="mute" height="100"';
  await page.goto(sites.page(`$loader${widget(silent, "<a href='#help'>Help desk</a>")}`));
  const frame = await frameOf(page);
  await page.clock.runFor(9_000);
  await expect(page.getByRole("link")).toBeHidden();
  await page.clock.runFor(1_000);
  await expect(page.getByRole("link")).toBeVisible();
  await expect(page.locator("#w iframe")).toBeHidden();
  expect(await height(page)).toBe(100);
  expect((await noted(page)).events).toEqual([{ id: "w", type: "error", detail: { error: "refused" } }]);

  await says(page, frame, "hello");
  await expect(page.getByRole("link")).toBeHidden();
  await expect(page.locator("#w iframe")).toBeVisible();
});

test("without an address of Deskside there is no frame", async ({ page, sites }) => {
  await page.goto(sites.page(`$loader${widget('src="//"', "<a href='#help'>Help desk</a>")}`));
  await expect(page.getByRole("link")).toBeVisible();
  await expect(page.locator("#w iframe")).toHaveCount(0);
  expect((await noted(page)).events).toEqual([{ id: "w", type: "error", detail: { error: "refused" } }]);
  await page.locator("#w").evaluate((element, src) => element.setAttribute("src", src), sites.stranger);
  expect(new URL((await frameOf(page)).url()).origin).toBe(sites.stranger);
  await expect(page.getByRole("link")).toBeHidden();
});
