// One page, as Lighthouse sees it.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import lighthouse from "lighthouse";

const RUNS = 3;
/** Milliseconds after which a page is taken as loaded: the stream of events never ends, so the network never is quiet. */
const LOADED = 8_000;
/** How often a run is begun again that has come to no result. */
const TRIES = 5;
const CATEGORIES = { performance: "performance", accessibility: "accessibility", best_practices: "best-practices" };
const METRICS = {
  first_contentful_paint: "first-contentful-paint",
  largest_contentful_paint: "largest-contentful-paint",
  total_blocking_time: "total-blocking-time",
  layout_shift: "cumulative-layout-shift",
};

const median = (values) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)];

/** What is wrong with a run that has come to no result; nothing is wrong with a bad result. */
function fault(lhr) {
  if (lhr.runtimeError) return `${lhr.runtimeError.code}: ${lhr.runtimeError.message}`;
  const missing = Object.values(CATEGORIES).find((id) => lhr.categories[id].score === null);
  return missing && `no score for ${missing}`;
}

/** On a busy machine a trace loses its beginning now and then (`NO_NAVSTART`), which says nothing about the page. */
async function run(url, options) {
  for (let tried = 1; ; tried += 1) {
    const { lhr } = await lighthouse(url, options);
    const wrong = fault(lhr);
    if (!wrong) return lhr;
    if (tried === TRIES) throw new Error(`${url}: ${wrong}`);
    console.error(`    ${url}, once more: ${wrong}`);
  }
}

/**
 * The scores out of 100, and the figures behind them in milliseconds; the median of some runs each.
 * @param {number} port of the browser
 * @param {string} url
 * @param {{ name: string, value: string }[]} cookies the session
 * @param {{ folder: string, name: string } | undefined} report where the whole of the last run goes
 */
export async function audit(port, url, cookies, report) {
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const onlyCategories = Object.values(CATEGORIES);
  const options = { port, extraHeaders: { cookie }, onlyCategories, maxWaitForLoad: LOADED, logLevel: "error" };
  const results = [];
  while (results.length < RUNS) {
    const lhr = await run(url, options);
    if (lhr.finalDisplayedUrl !== url) throw new Error(`${url} led to ${lhr.finalDisplayedUrl}`);
    results.push(lhr);
  }
  if (report) {
    mkdirSync(report.folder, { recursive: true });
    writeFileSync(join(report.folder, `${report.name}.json`), JSON.stringify(results.at(-1), null, 1));
  }
  const of = (table, value) =>
    Object.entries(table).map(([figure, id]) => [figure, median(results.map((lhr) => value(lhr, id)))]);
  return Object.fromEntries([
    ...of(CATEGORIES, (lhr, id) => Math.round(lhr.categories[id].score * 100)),
    ...of(METRICS, (lhr, id) => lhr.audits[id].numericValue),
  ]);
}
