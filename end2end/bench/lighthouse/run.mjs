// What Lighthouse says of the pages that employees see most, on its throttled phone. Started by `cargo xtask bench
// lighthouse`, with the address of a running demo; prints one line of JSON, figures by name.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { chromium } from "@playwright/test";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const { DESKSIDE_URL: deskside, CHROMIUM_PATH: chromePath, LIGHTHOUSE_REPORTS: reports } = process.env;
const RUNS = 3;
const CATEGORIES = { performance: "performance", accessibility: "accessibility", best_practices: "best-practices" };
const METRICS = {
  first_contentful_paint: "first-contentful-paint",
  largest_contentful_paint: "largest-contentful-paint",
  total_blocking_time: "total-blocking-time",
  layout_shift: "cumulative-layout-shift",
};

/** Signs somebody in and lets a fix run to its end. Answers the cookie, and the addresses of the pages by name. */
async function prepare(port) {
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${deskside}/sign-in`);
  await page.locator("button[name=employee]").nth(1).click();
  await page.waitForURL(`${deskside}/`);
  await page.locator("a[href^='/devices/']").first().click();
  await page.waitForURL(/\/devices\//);
  const device = page.url().split(/[?#]/)[0];
  await page.locator("#remedy-check-startup button[type=submit]").click();
  await page.waitForURL(/\/executions\//);
  await page.locator("h1", { hasText: /Done|Fixed|did not work/ }).waitFor({ timeout: 120_000 });
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const pages = { home: `${deskside}/`, device, execution: page.url() };
  await context.close();
  await browser.close();
  return { cookie, pages };
}

const median = (values) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)];

const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic"] });
const figures = {};
try {
  const { cookie, pages } = await prepare(chrome.port);
  for (const [name, url] of Object.entries(pages)) {
    const results = [];
    for (let run = 0; run < RUNS; run += 1) {
      const options = { port: chrome.port, extraHeaders: { cookie }, onlyCategories: Object.values(CATEGORIES), logLevel: "error" };
      const { lhr } = await lighthouse(url, options);
      if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
      if (lhr.finalDisplayedUrl !== url) throw new Error(`${url} led to ${lhr.finalDisplayedUrl}`);
      results.push(lhr);
    }
    for (const [figure, id] of Object.entries(CATEGORIES)) {
      figures[`${name}.${figure}`] = median(results.map((lhr) => Math.round(lhr.categories[id].score * 100)));
    }
    for (const [figure, id] of Object.entries(METRICS)) {
      figures[`${name}.${figure}`] = median(results.map((lhr) => lhr.audits[id].numericValue));
    }
    if (reports) {
      mkdirSync(reports, { recursive: true });
      writeFileSync(join(reports, `${name}.json`), JSON.stringify(results.at(-1), null, 1));
    }
  }
} finally {
  chrome.kill();
}
console.log(JSON.stringify(figures));
