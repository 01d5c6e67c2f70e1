// The look of the frame follows the host page, while it lives.
import { faults } from "../support/axe.js";
import { type Portal, expect, presses, test } from "../support/portal.js";

/** What the root element of the frame has, computed. */
async function root(portal: Portal): Promise<Record<string, string>> {
  return (await portal.frame()).evaluate(() => {
    const style = getComputedStyle(document.documentElement);
    const tokens = ["--accent", "--on-accent", "--ink", "--surface", "--radius", "--font"];
    return {
      lang: document.documentElement.lang,
      scheme: style.colorScheme,
      ...Object.fromEntries(tokens.map((name) => [name, style.getPropertyValue(name).trim()])),
    };
  });
}

/** What axe finds when the frame's ground, which is the portal's own otherwise, is one that axe can see. */
async function faultsOn(portal: Portal, ground: string): Promise<string[]> {
  await portal.does((widget, ground) => void (widget.tokens = { ...widget.tokens, ground }), ground);
  const frame = await portal.frame();
  await frame.waitForFunction((ground) => getComputedStyle(document.documentElement).getPropertyValue("--ground") === ground, ground);
  return faults(frame);
}

test("theme, look and language change at once, and nothing is loaded anew", async ({ portal, company }) => {
  const { page } = portal;
  const person = company.colleague(6);
  await page.emulateMedia({ colorScheme: "light" });
  await portal.signIn(person);
  await expect(portal.device(person)).toBeVisible();
  await portal.marks();
  await expect.poll(() => root(portal)).toMatchObject({ lang: "en", scheme: "light dark", "--accent": "#2f5d50", "--radius": "6px" });

  await page.getByLabel("Theme").selectOption("dark");
  await expect.poll(() => root(portal)).toMatchObject({ scheme: "dark", "--accent": "#9cc9b4", "--ink": "#f1ede3" });
  expect((await root(portal))["--on-accent"]).toBe("#000");
  expect(await faultsOn(portal, "#1a1916")).toEqual([]);
  await page.getByLabel("Theme").selectOption("light");
  await expect.poll(() => root(portal)).toMatchObject({ scheme: "light", "--accent": "#2f5d50", "--on-accent": "#fff" });
  expect(await faultsOn(portal, "#f6f1e5")).toEqual([]);
  // As the system, which changes while the page is open.
  await page.getByLabel("Theme").selectOption("auto");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => root(portal)).toMatchObject({ scheme: "light dark", "--accent": "#9cc9b4" });

  // Words and the look stay together: of a page, of the frame around it, and of the next page.
  await page.getByLabel("Language of the widget").selectOption("de");
  await expect(portal.inside.getByRole("navigation").getByRole("link").last()).toHaveText("Verlauf");
  await expect.poll(() => root(portal)).toMatchObject({ lang: "de", "--accent": "#9cc9b4" });
  await presses(portal.device(person));
  await expect(portal.inside.getByText("Speicherplatz freigeben").first()).toBeVisible();
  await page.getByLabel("Language of the widget").selectOption("fr");
  await expect(portal.inside.getByText("Libérer de l’espace").first()).toBeVisible();
  await expect.poll(() => root(portal)).toMatchObject({ lang: "fr", "--accent": "#9cc9b4" });
  expect(await portal.isMarked()).toBe(true);
  expect((await portal.said("ready")).at(-1)!.path).toMatch(/^\/devices\//);
});

test("a change of language keeps what was filled in", async ({ portal, company }) => {
  const person = company.colleague(6);
  await portal.signIn(person);
  await presses(portal.device(person));
  const level = (await portal.opened("free-up-space")).locator("select");
  await level.selectOption("Deep");
  await portal.page.getByLabel("Language of the widget").selectOption("de");
  await expect(portal.inside.getByRole("button", { name: "Speicherplatz freigeben" })).toBeVisible();
  await expect(level).toHaveValue("Deep");
});

test("what is no look is left out, and writing on the accent stays readable", async ({ portal, company }) => {
  const person = company.colleague(6);
  await portal.signIn(person);
  await expect(portal.device(person)).toBeVisible();
  const tried = { accent: "#ffe000", ink: "red", font: "x; background: url(//evil.example)", radius: "33px", surface: "var(--ink)" };
  await portal.page.getByLabel("Theme").selectOption("light");
  await portal.does((widget, tokens) => void (widget.tokens = tokens), tried);
  await expect.poll(() => root(portal)).toMatchObject({ "--accent": "#ffe000", "--on-accent": "#000" });
  const own = await root(portal);
  expect(own["--ink"]).not.toBe("red");
  expect(own["--font"]).not.toContain("evil");
  expect(own["--radius"]).not.toBe("33px");
  expect(own["--surface"]).not.toContain("ink");
  await portal.does((widget) => void (widget.tokens = { accent: "#123" }));
  await expect.poll(() => root(portal)).toMatchObject({ "--accent": "#123", "--on-accent": "#fff" });
  // What is not said any more is Deskside's own again.
  await portal.does((widget) => void (widget.tokens = {}));
  await expect.poll(async () => (await root(portal))["--accent"]).not.toBe("#123");
  expect((await root(portal))["--on-accent"]).not.toBe("");
});
