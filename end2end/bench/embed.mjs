// How soon the widget can be read in a portal's page, over a slow line. Started by `cargo xtask bench embed`, with the
// addresses of a running demo; prints one line of JSON, figures by name.
import { chromium } from "@playwright/test";

import { Link } from "./link.mjs";

/** "Slow 4G" of the browser's developer tools. */
const LINE = { latencyMs: 562.5, downBitsPerSecond: 1_440_000, upBitsPerSecond: 675_000 };
const RUNS = 10;
const { DESKSIDE_URL: deskside, PORTAL_URL: portal, CHROMIUM_PATH: executablePath } = process.env;

/** In the host page: the sum of its layout shifts. In a frame: when the first page's headline has been painted. */
function watch() {
  if (parent === window) {
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const { value } of list.getEntries()) window.shift += value;
    }).observe({ type: "layout-shift", buffered: true });
    return;
  }
  new MutationObserver((_, observer) => {
    if (!document.querySelector("#live .hero h1")) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (window.readable = performance.timeOrigin + performance.now());
      port2.postMessage(null);
    });
  }).observe(document, { subtree: true, childList: true });
}

/** Puts the widget far below into a page of the portal, as one that it was pasted into. */
async function place(scripts) {
  document.body.innerHTML =
    '<h1>Own</h1><svg width="1" height="3000"></svg><deskside-widget height="560"></deskside-widget><p>Below</p>';
  for (const src of scripts) {
    const script = Object.assign(document.createElement("script"), { src, async: false });
    const loaded = new Promise((done) => (script.onload = done));
    document.body.append(script);
    await loaded;
  }
}

/** Opens the page, brings the widget into sight, and waits until it can be read. */
async function visit(context, link, withToken) {
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.goto(`${portal}/sign-in`);
  await page.evaluate(place, [...(withToken ? ["/token.js"] : []), `${deskside}/embed.js`]);
  const from = await page.evaluate(() => {
    document.querySelector("deskside-widget").scrollIntoView({ block: "center" });
    return performance.timeOrigin + performance.now();
  });
  const iframe = await page.locator("deskside-widget iframe").elementHandle();
  const frame = await iframe.contentFrame();
  await frame.waitForFunction(() => window.readable);
  const [readable, shift] = [await frame.evaluate(() => window.readable), await page.evaluate(() => window.shift)];
  const came = link.arrivals.filter(({ at }) => at >= from && at <= readable);
  const bytes = came.reduce((sum, arrival) => sum + arrival.bytes, 0);
  if (process.env.BENCH_TRACE) trace(link, from, readable);
  await page.close();
  return { ms: readable - from, bytes, shift };
}

/** What was asked, and when the last of it came. */
function trace(link, from, readable) {
  console.error(`readable after ${Math.round(readable - from)} ms`);
  for (const { at, method, path } of link.asked.filter((one) => one.at >= from)) {
    const came = link.arrivals.filter((arrival) => arrival.path === path && arrival.at >= at);
    const bytes = came.reduce((sum, arrival) => sum + arrival.bytes, 0);
    console.error(`  ${at - Math.round(from)} … ${came.at(-1)?.at - Math.round(from)} ms, ${bytes} bytes: ${method} ${path.slice(0, 60)}`);
  }
}

/** A browser in which somebody is signed in at the portal, with an empty cache. */
async function signedIn(browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${portal}/sign-in`);
  await Promise.all([page.waitForURL(`${portal}/`), page.locator("button[name=person]").nth(1).click()]);
  await page.close();
  return context;
}

async function emptyCache(context) {
  const page = await context.newPage();
  await (await context.newCDPSession(page)).send("Network.clearBrowserCache");
  await page.close();
}

const SCENARIOS = {
  /** A session that is there, and nothing in the cache. */
  async session(browser, link) {
    const context = await signedIn(browser);
    await visit(context, link, true);
    await emptyCache(context);
    return [context, await visit(context, link, false)];
  },
  /** The first visit of all: the portal vouches, at an address that is as far away. */
  async token(browser, link) {
    const context = await signedIn(browser);
    await emptyCache(context);
    return [context, await visit(context, link, true)];
  },
  /** A later visit: a session, and what may be cached is. */
  async again(browser, link) {
    const context = await signedIn(browser);
    await visit(context, link, true);
    return [context, await visit(context, link, false)];
  },
};

const link = new Link(LINE);
const ports = await Promise.all([deskside, portal].map(async (url) => [new URL(url), await link.to(new URL(url).port)]));
const rules = ports.map(([{ hostname, port }, begins]) => `MAP ${hostname}:${port} 127.0.0.1:${begins}`);
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", `--host-resolver-rules=${rules.join(", ")}`],
});
const figures = {};
for (const [name, scenario] of Object.entries(SCENARIOS)) {
  const runs = [];
  for (let run = 0; run < (Number(process.env.BENCH_RUNS) || RUNS); run += 1) {
    const [context, figure] = await scenario(browser, link);
    await context.close();
    runs.push(figure);
  }
  const sorted = (key) => runs.map((run) => run[key]).sort((one, other) => one - other);
  const times = sorted("ms");
  figures[`${name}.readable.median`] = times[Math.ceil(times.length / 2) - 1];
  figures[`${name}.readable.worst`] = times.at(-1);
  figures[`${name}.transferred`] = sorted("bytes").at(-1);
  figures[`${name}.layout_shift`] = sorted("shift").at(-1);
}
await browser.close();
link.close();
const added = figures["token.readable.median"] - figures["session.readable.median"];
figures["token.added_round_trips"] = added / LINE.latencyMs;
console.log(JSON.stringify(figures));
