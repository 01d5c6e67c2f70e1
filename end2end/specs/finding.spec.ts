// Finding what helps: the search in one's own words, favourites, and addresses that stay.
import { headline } from "../support/pages.js";
import { expect, signIn, test } from "../support/test.js";

for (const [lang, words, found] of [
  ["en", "teams call drops", "Teams does not work well"],
  ["de", "festplatte VOLL", "Meine Festplatte ist voll"],
  ["fr", "imprimer ca marche pas", "Je n’arrive pas à imprimer"],
] as const) {
  test(`somebody's own words find it: ${words}`, async ({ browser, company }) => {
    const context = await browser.newContext({ locale: lang });
    const page = await signIn(context, company, company.colleague(1));
    await page.locator("main").getByRole("searchbox").fill(words);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\?q=/);
    await expect(page.locator("main").getByRole("link", { name: found }).first()).toBeVisible();
    await context.close();
  });
}

test("what nobody has foreseen finds nothing, and says what to do", async ({ context, company }) => {
  const page = await signIn(context, company, company.colleague(1));
  await page.goto(`${company.url}/search?q=${encodeURIComponent("<b>xyzzy</b>")}`);
  await expect(headline(page)).toHaveText("Nothing found for “<b>xyzzy</b>”");
  await expect(page.locator("main")).toContainText("Try fewer or other words");
  await page.goto(`${company.url}/search?q=${"very long ".repeat(300)}`);
  await expect(page.locator("main").getByRole("searchbox")).toBeVisible();
});

test("a favourite is at hand on the first page, in every tab and after signing in again", async ({ browser, context, company }) => {
  const person = await company.newcomer();
  const page = await signIn(context, company, person, "/topics/printing");
  await page.getByRole("button", { name: "Add to favourites" }).click();
  await expect(page.getByRole("button", { name: "Remove from favourites" })).toBeVisible();
  const other = await browser.newContext();
  const again = await signIn(other, company, person);
  const favourites = again.locator(".topic-group-marked");
  await expect(favourites.getByRole("link", { name: "I cannot print" })).toBeVisible();
  await page.getByRole("button", { name: "Remove from favourites" }).click();
  await expect(page.getByRole("button", { name: "Add to favourites" })).toBeVisible();
  await expect(favourites, "the open page hears of it").toHaveCount(0);
  await other.close();
});

test("symptoms and remedies have addresses that stay, and what does not exist says so", async ({ context, company }) => {
  const page = await signIn(context, company, company.colleague(1));
  for (const [path, title] of [
    ["/topics/slow-computer", "My computer is slow"],
    ["/remedies/check-startup", "See what slows the start"],
  ] as const) {
    await page.goto(company.url + path);
    await expect(page.locator("main")).toContainText(title);
  }
  const answer = await page.goto(`${company.url}/topics/no-such-thing`);
  expect(answer!.status()).toBe(404);
});
