// Pages in a script that runs from right to left, in a company of their own whose words are mirrored.
import { faults } from "../support/axe.js";
import { Company } from "../support/company.js";
import { sticksOut } from "../support/measures.js";
import { expect, signIn, test as base } from "../support/test.js";
import { type Stop, everywhere } from "../support/tour.js";

const test = base.extend<object, { company: Company }>({
  company: [
    async ({}, use) => {
      const company = await Company.start("--right-to-left");
      await use(company);
      await company.stop();
    },
    { scope: "worker" },
  ],
});

for (const width of [320, 1280]) {
  test(`every page runs from right to left at ${width} pixels`, async ({ browser, company }) => {
    test.slow();
    const context = await browser.newContext({ locale: "en-GB", viewport: { width, height: 800 } });
    const person = await company.newcomer();
    const page = await signIn(context, company, person);
    const looks = async (stop: Stop) => {
      await page.goto(company.url + stop.path);
      const main = page.locator("main");
      expect(await main.evaluate((one) => getComputedStyle(one).direction), stop.name).toBe("rtl");
      // The headline begins at the right, where the page does.
      const [page_, words] = await page.evaluate(() => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector("h1")!);
        const edge = document.querySelector(".page")!;
        const { paddingRight } = getComputedStyle(edge);
        return [edge.getBoundingClientRect().right - parseFloat(paddingRight), range.getBoundingClientRect().right];
      });
      if (stop.name !== "style guide" && !(await page.locator(".execution h1, h1.visually-hidden").count())) {
        expect(Math.abs(page_! - words!), stop.name).toBeLessThan(4);
      }
      expect(await sticksOut(page), stop.name).toEqual([]);
      const found = await faults(page);
      expect(found.filter((fault) => stop.name !== "style guide" || !fault.startsWith("landmark-unique")), stop.name).toEqual([]);
    };
    for (const stop of await everywhere(page, company, person)) await looks(stop);
    await context.clearCookies();
    await looks({ name: "sign-in", path: "/sign-in" });
    await context.close();
  });
}

test("what points onwards points to the left", async ({ context, company }) => {
  const page = await signIn(context, company, company.owner, "/styleguide");
  const scale = (selector: string, pseudo?: string) =>
    page.locator(selector).first().evaluate((one, pseudo) => {
      const { scale, rotate } = getComputedStyle(one, pseudo);
      return { scale, rotate };
    }, pseudo);
  expect((await scale(".icon:has(use[href$='#next'])")).scale).toBe("-1 1");
  expect((await scale(".icon:has(use[href$='#ok'])")).scale).toBe("none");
  // A bar grows from where one begins to read.
  expect((await scale(".meter")).scale).toBe("-1 1");
  expect((await scale(".proof", "::before")).rotate).toBe("-45deg");
  // What was before stands where one begins to read.
  const before = await page.locator(".proof > div").first().boundingBox();
  const after = await page.locator(".proof-after").first().boundingBox();
  expect(before!.x).toBeGreaterThan(after!.x);
});
