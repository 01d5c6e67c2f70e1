// A company's name, logo, colours and words, as employees see them, changed while people are at it.
import type { Page } from "@playwright/test";

import { faults } from "../support/axe.js";
import { expect, test } from "../support/desk.js";

const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 16"><rect width="40" height="16" fill="#7a1f5c"/></svg>`;
const PLUM = "rgb(122, 31, 92)";
const FOREST = "rgb(20, 90, 60)";

const branding = (accent: string) => `default:
  name: Acme IT
  logo: { light: logo.svg }
  accent: "${accent}"
  support: { url: "https://it.example.com", label: { en: Ask us, de: Fragen Sie uns, fr: Demandez-nous } }
audiences:
  managers:
    accent: "#145a3c"
`;

/** The colour of the button that matters most, or of a link where there is none. */
async function accent(page: Page): Promise<string> {
  return page.evaluate(() => {
    const probe = document.createElement("a");
    probe.href = "#";
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  });
}

test("pages wear what the company writes, and each audience its own", async ({ browser, desk }) => {
  const [employee, manager] = [await desk.installation.newcomer(), await desk.installation.newcomer()];
  const page = await desk.opens(browser, employee, [], { colorScheme: "light" });
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.goto(desk.url);
  await expect(page).toHaveTitle(/ · Deskside$/);
  expect(await accent(page)).not.toBe(PLUM);
  await page.evaluate(() => void Object.assign(window, { same: true }));

  await desk.writes(
    {
      "branding/logo.svg": LOGO,
      "branding.yaml": branding("#7a1f5c"),
      "texts/en.ftl": "home-what = What can we do for you?\ntagline = IT for everybody at Acme\n",
    },
    "taken",
  );
  // The words come to pages that are open; the look with the next page.
  await expect(page.getByRole("heading", { name: "What can we do for you?" })).toBeVisible();
  expect(await page.evaluate(() => "same" in window)).toBe(true);

  await page.reload();
  await expect(page).toHaveTitle(/ · Acme IT$/);
  expect(await accent(page)).toBe(PLUM);
  await expect(page.locator("footer")).toContainText("IT for everybody at Acme");
  await expect(page.getByRole("link", { name: "Ask us" })).toHaveAttribute("href", "https://it.example.com/");
  const logo = page.locator("img.brand-logo");
  await expect.poll(() => logo.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBeGreaterThan(0);
  expect(await faults(page)).toEqual([]);
  // In dark it is made as light as it has to be.
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await faults(page)).toEqual([]);

  const other = await desk.opens(browser, manager, ["managers"], { colorScheme: "light" });
  await other.goto(desk.url);
  await expect(other).toHaveTitle(/ · Acme IT$/);
  expect(await accent(other)).toBe(FOREST);
  expect(complaints).toEqual([]);
});

test("a colour that cannot be read is refused, and the last good one stays until it is mended", async ({ browser, desk }) => {
  await desk.writes({ "branding/logo.svg": LOGO, "branding.yaml": branding("#8a1f5c") }, "taken");
  const [employee, admin] = [await desk.installation.newcomer(), await desk.installation.newcomer()];
  const page = await desk.opens(browser, employee, [], { colorScheme: "light" });
  await page.goto(desk.url);
  expect(await accent(page)).toBe("rgb(138, 31, 92)");

  await desk.writes({ "branding.yaml": branding("#ffe000") }, "refused");
  await page.reload();
  expect(await accent(page)).toBe("rgb(138, 31, 92)");

  // Whoever looks after Deskside finds the way to why, by keyboard or pointer, in their language.
  const looks = await desk.opens(browser, admin, ["it"], { locale: "de" });
  await looks.goto(desk.url);
  await looks.getByRole("contentinfo").getByRole("link", { name: "Für alle, die sich um Deskside kümmern" }).click();
  const list = looks.getByRole("navigation", { name: "Für alle, die sich um Deskside kümmern" });
  await looks.waitForURL(`${desk.url}/admin/content`);
  await list.getByRole("link", { name: "Alle, die angemeldet sind" }).click();
  await looks.waitForURL(`${desk.url}/sign-ins`);
  await list.getByRole("link", { name: "Inhalte" }).click();
  await looks.waitForURL(`${desk.url}/admin/content`);
  await expect(list.getByRole("link", { name: "Inhalte" })).toHaveAttribute("aria-current", "page");
  const refused = looks.locator("#content-refused");
  await expect(refused).toContainText("branding.yaml:4");
  await expect(refused).toContainText("its contrast to #f4f5f8 is 1.2:1, and 4.5:1 is needed");
  expect(await faults(looks)).toEqual([]);

  // What it says is near and can be read, can.
  const [near] = /#[0-9a-f]{6}(?=" is near)/.exec(await refused.innerText())!;
  await desk.writes({ "branding.yaml": branding(near!) }, "taken");
  await looks.reload();
  await expect(refused).toHaveCount(0);
  await page.reload();
  const hex = (await accent(page)).match(/\d+/g)!.map((part) => Number(part).toString(16).padStart(2, "0"));
  expect(`#${hex.join("")}`).toBe(near);
  // Nobody else is shown that there is such a page.
  expect((await page.goto(`${desk.url}/admin/content`))!.status()).toBe(404);
  await page.goto(`${desk.url}/sign-ins`);
  await expect(page.locator("#admin-pages")).toHaveCount(0);
});
