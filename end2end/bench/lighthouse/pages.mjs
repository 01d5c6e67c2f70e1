// The pages that are measured, with something on each of them.

/** Somebody's fix or diagnosis takes no longer, unless something is wrong. */
const LONGEST = 120_000;

/** Waits until nothing is under way on the page any more. */
async function settled(page) {
  await page.locator("#live:not([data-waiting])").waitFor({ timeout: LONGEST });
}

/**
 * Signs somebody in, lets a fix run to its end, and has a device looked at.
 * @param {import("@playwright/test").Browser} browser
 * @param {string} deskside where it is
 * @returns {Promise<{ cookies: { name: string, value: string, url: string }[], pages: Record<string, string> }>} the
 * session, and the addresses of the pages by name
 */
export async function signedIn(browser, deskside) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${deskside}/sign-in`);
  await page.locator("button[name=employee]").nth(1).click();
  await page.waitForURL(`${deskside}/`);
  await page.locator("a[href^='/devices/']").first().click();
  await page.waitForURL(/\/devices\//);
  const device = page.url().split(/[?#]/)[0];
  // Which opens it, where it is folded.
  await page.goto(`${device}#remedy-check-startup`);
  await page.locator("#remedy-check-startup button[type=submit]").click();
  await page.waitForURL(/\/executions\//);
  await page.locator("h1", { hasText: /Done|Fixed|did not work/ }).waitFor({ timeout: LONGEST });
  const execution = page.url();
  const topic = `${deskside}/topics/slow-computer`;
  await page.goto(topic);
  await settled(page);
  await page.locator("#diagnose button[type=submit]").click();
  await page.waitForURL(/\/diagnoses\//);
  await settled(page);
  const diagnosis = page.url();
  const cookies = (await context.cookies()).map(({ name, value }) => ({ name, value, url: deskside }));
  await context.close();
  return { cookies, pages: { home: `${deskside}/`, device, execution, topic, diagnosis } };
}
