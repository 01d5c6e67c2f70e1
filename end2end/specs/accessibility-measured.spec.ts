// What is pressed is large enough, what has the focus shows it, text may be spaced wider, and nothing moves that need not.
import { isCutOff, smallTargets, sticksOut, unseenFocus } from "../support/measures.js";
import { expect, signIn, test } from "../support/test.js";
import { run } from "../support/pages.js";
import { everywhere } from "../support/tour.js";

/** The least that a reader may set (WCAG 2.2, 1.4.12). */
const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }`;

for (const width of [320, 1280]) {
  test(`at ${width} pixels, everything that is pressed is 24 pixels large, and shows the focus`, async ({ browser, company }) => {
    test.slow();
    const context = await browser.newContext({ locale: "en-GB", viewport: { width, height: 800 }, reducedMotion: "reduce" });
    const person = await company.newcomer();
    const page = await signIn(context, company, person);
    for (const { name, path } of await everywhere(page, company, person)) {
      await page.goto(company.url + path);
      expect.soft(await smallTargets(page), name).toEqual([]);
      const { stops, unseen } = await unseenFocus(page);
      expect.soft(unseen, name).toEqual([]);
      expect(stops, name).toBeGreaterThan(5);
    }
    await context.close();
  });

  test(`at ${width} pixels, text may be spaced as its reader likes`, async ({ browser, company }) => {
    test.slow();
    const context = await browser.newContext({ locale: "de", viewport: { width, height: 800 } });
    const person = await company.newcomer();
    const page = await signIn(context, company, person);
    await page.addInitScript((css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [sheet];
    }, SPACED);
    for (const { name, path } of await everywhere(page, company, person)) {
      await page.goto(company.url + path);
      expect(await page.locator("h1").evaluate((one) => parseFloat(getComputedStyle(one).letterSpacing)), name).toBeGreaterThan(0);
      expect.soft(await sticksOut(page), name).toEqual([]);
      expect.soft(await isCutOff(page), name).toEqual([]);
    }
    await context.close();
  });
}

test("nothing moves for whoever wants it so", async ({ browser, company }) => {
  const person = await company.newcomer();
  await company.holdsExecutions();
  const moving = async (reducedMotion: "reduce" | "no-preference") => {
    const context = await browser.newContext({ locale: "en-GB", reducedMotion });
    const page = await signIn(context, company, person);
    if (reducedMotion === "no-preference") await run(page, company, person.devices[0]!, "check-startup");
    else {
      await page.goto(`${company.url}/history`);
      await page.locator("main table a").first().click();
    }
    await expect(page.locator(".step-now")).toBeVisible();
    const count = await page.evaluate(() => document.getAnimations().length);
    await context.close();
    return count;
  };
  // The step that goes on, and nothing else.
  expect(await moving("no-preference")).toBe(1);
  expect(await moving("reduce")).toBe(0);
});
