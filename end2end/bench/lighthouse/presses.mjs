// How soon a slow phone shows that something was pressed: what the browser itself counts for Interaction to Next Paint,
// from the press until the next frame is there, whatever the server takes to answer.

/** Lighthouse's phone: its screen, and a processor that is so many times slower than this one. */
const PHONE = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true };
const SLOWER = 4;
const RUNS = 11;
/** How long a finger stays when it taps, in milliseconds. */
const TOUCH = 80;
/** The browser tells of an interaction a frame or two after it was shown. */
const FRAMES = 10;

const tap = (selector) => async (page) => {
  const target = page.locator(selector).first();
  // Opening what it is folded into is a press of its own, and not counted here.
  if (!(await target.isVisible())) await target.evaluate((one) => (one.closest("details").open = true));
  await target.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await target.boundingBox();
  const touches = await page.context().newCDPSession(page);
  const touch = (type, touchPoints) => touches.send("Input.dispatchTouchEvent", { type, touchPoints });
  // Not `tap()`, which waits for what the press leads to, and whose finger leaves in the moment that it comes.
  return async () => {
    await touch("touchStart", [{ x: x + width / 2, y: y + height / 2 }]);
    await new Promise((over) => setTimeout(over, TOUCH));
    await touch("touchEnd", []);
  };
};

const typing = (selector, key) => async (page) => {
  await page.locator(selector).first().focus();
  return () => page.keyboard.press(key);
};

/** It has asked the server for something. */
const asks = (path) => (page, asked) => asked.includes(path);

/** A page on which there is nothing but something to press. */
const BARE = "<!doctype html><meta name=viewport content=width=device-width><html data-scripts><details><summary>Open</summary>Opened</details>";

/** By name: on which page, what is pressed, and what must have come of it. */
const PRESSES = {
  // What no page can be quicker than, on this machine in this minute.
  bare: { on: "home", instead: BARE, press: tap("summary"), came: (page) => page.locator("details[open]").count() },
  run: { on: "device", press: tap("form[action='/api/run_remedy'] button[type=submit]"), came: asks("/api/run_remedy") },
  check: { on: "topic", press: tap("#diagnose button[type=submit]"), came: asks("/api/diagnose") },
  disclosure: { on: "device", press: tap("#score-parts-toggle"), came: (page) => page.locator("#score-parts[open]").count() },
  type: { on: "home", press: typing("#search-words", "w"), came: (page) => page.locator("#search-words").inputValue() },
  search: { on: "home", press: tap("#search button[type=submit]"), came: asks("/search") },
};

/** In the page, from its beginning: every event that is part of an interaction. */
function watch() {
  window.felt = [];
  const observer = new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries()) if (interactionId) window.felt.push(duration);
  });
  observer.observe({ type: "event", durationThreshold: 16 });
  // What was quicker than that is told of only when it is the first.
  observer.observe({ type: "first-input" });
}

/** In the page: waits for so many frames. */
async function frames(many) {
  for (let seen = 0; seen < many; seen += 1) await new Promise(requestAnimationFrame);
}

/** Presses once on a fresh page. Answers the milliseconds until the next frame. */
async function once(context, name, { instead, press, came }, url) {
  const page = await context.newPage();
  await page.addInitScript(watch);
  // What scripts ask for is not answered, and a way to another page leads nowhere: no news may replace what is about to be
  // pressed, and nothing may take the page away before the frame after the press is counted.
  const asked = [];
  let pressed = false;
  await page.route("**", (route) => {
    const request = route.request();
    const { pathname } = new URL(request.url());
    asked.push(pathname);
    if (pressed && request.isNavigationRequest()) return route.fulfill({ status: 204 });
    if (instead && request.isNavigationRequest()) return route.fulfill({ contentType: "text/html", body: instead });
    if (request.resourceType() !== "fetch" || pathname.startsWith("/pkg/")) return route.continue();
  });
  await page.goto(url);
  await page.locator("html[data-scripts]").waitFor();
  const act = await press(page);
  await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  pressed = true;
  await act();
  await page.evaluate(frames, FRAMES);
  const felt = await page.evaluate(() => window.felt);
  const done = await came(page, asked);
  await page.close();
  if (!done) throw new Error(`${name}: nothing came of the press`);
  if (felt.length === 0) throw new Error(`${name}: the browser has not counted the press`);
  return Math.max(...felt);
}

/**
 * Median and worst of some presses each, in milliseconds; the browser counts in steps of 8.
 * @param {import("@playwright/test").Browser} browser
 * @param {{ name: string, value: string, url: string }[]} cookies the session
 * @param {Record<string, string>} pages addresses by name
 */
export async function feel(browser, cookies, pages) {
  const context = await browser.newContext(PHONE);
  await context.addCookies(cookies);
  const figures = {};
  for (const [name, what] of Object.entries(PRESSES)) {
    const felt = [];
    while (felt.length < RUNS) felt.push(await once(context, name, what, pages[what.on]));
    felt.sort((one, other) => one - other);
    figures[`${name}.median`] = felt[Math.floor(RUNS / 2)];
    figures[`${name}.worst`] = felt.at(-1);
  }
  await context.close();
  return figures;
}
