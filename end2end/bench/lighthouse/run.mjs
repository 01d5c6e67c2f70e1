// What Lighthouse says of the pages that employees see most, on its throttled phone, and how soon such a phone shows that
// something was pressed. Started by `cargo xtask bench lighthouse`, with the address of a running demo; prints one line of
// JSON, figures by name.
import { chromium } from "@playwright/test";
import { launch } from "chrome-launcher";

import { audit } from "./audit.mjs";
import { signedIn } from "./pages.mjs";
import { feel } from "./presses.mjs";

const { DESKSIDE_URL: deskside, CHROMIUM_PATH: chromePath, LIGHTHOUSE_REPORTS: reports } = process.env;

const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic"] });
const figures = {};
try {
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${chrome.port}`);
  const { cookies, pages } = await signedIn(browser, deskside);
  for (const [name, value] of Object.entries(await feel(browser, cookies, pages))) figures[`inp.${name}`] = value;
  // From here on the browser is Lighthouse's.
  await browser.close();
  for (const [name, url] of Object.entries(pages)) {
    const found = await audit(chrome.port, url, cookies, reports && { folder: reports, name });
    for (const [figure, value] of Object.entries(found)) figures[`${name}.${figure}`] = value;
  }
} finally {
  chrome.kill();
}
console.log(JSON.stringify(figures));
