// The demo's intranet, which is another site than Deskside, and Deskside's frame in it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Frame, type FrameLocator, type Locator, type Page, expect } from "@playwright/test";

import type { Company, Person } from "./company.js";
import { noted, notes } from "./loader.js";
import { presses, unfolded } from "./pages.js";
import { test as base } from "./test.js";

export { expect, noted, presses };

/**
 * What the browser lets a frame of another site keep: every cookie, those that are partitioned, those and no storage of
 * any other kind (which locks need, too), or nothing.
 */
export type Cookies = "allowed" | "partitioned" | "cookies only" | "blocked";

/** What Chromium's settings write into a profile: nothing else sets the policy of a headless browser. */
const CHOICES: Record<Cookies, object> = {
  allowed: { cookie_controls_mode: 0 },
  partitioned: { cookie_controls_mode: 1 },
  "cookies only": { cookie_controls_mode: 1 },
  // In frames of the portal only: a pop-up of Deskside's own keeps its cookies.
  blocked: { content_settings: { exceptions: { cookies: { "127.0.0.1,localhost": { setting: 2 } } } } },
};

/**
 * Playwright switches partitioned storage off, among other features; the last such argument is the one that counts. With
 * `PaintHolding`, a frame of another process that has just come gets no click.
 */
const STORAGE = ["--disable-features=MediaRouter,PaintHolding,Translate"];

/** The words of the element, as far as specs use them. */
export interface Widget extends HTMLElement {
  view?: string;
  device?: string;
  remedy?: string;
  locale?: string;
  theme?: string;
  tokens?: Record<string, string>;
  token: unknown;
  go(path: string): Promise<void>;
  refresh(): Promise<void>;
  signOut(): Promise<void>;
}

export class Portal {
  constructor(
    readonly page: Page,
    private readonly company: Company,
  ) {}

  /** Signs in at the portal, whose first page has the widget. Deskside is told nothing but by the widget. */
  async signIn(person: Person): Promise<void> {
    await this.page.goto(`${this.company.portal}/sign-in`);
    const number = this.company.people.indexOf(person);
    await this.page.locator(`button[name=person][value="${number}"]`).click();
    await this.page.waitForURL(`${this.company.portal}/`);
  }

  async signOut(): Promise<void> {
    await this.page.getByRole("button", { name: "Sign out" }).click();
    await this.page.waitForURL(/sign-in/);
  }

  /** From now on the portal vouches for nobody, as with `--no-tokens`. */
  async givesNoTokens(): Promise<void> {
    await this.page.route("**/token.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
  }

  /** A page of the spec's own at the portal, with the portal's policy: what a page has that Deskside was pasted into. */
  async opens(html: string): Promise<void> {
    await this.page.goto(`${this.company.portal}/sign-in`);
    const scripts = ["/token.js", `${this.company.url}/embed.js`];
    await this.page.evaluate(
      ([html, scripts]) => {
        document.body.innerHTML = html;
        for (const src of scripts) document.body.append(Object.assign(document.createElement("script"), { src, async: false }));
      },
      [html, scripts] as const,
    );
  }

  get widget(): Locator {
    return this.page.locator("deskside-widget");
  }

  get inside(): FrameLocator {
    return this.page.frameLocator("deskside-widget iframe");
  }

  get headline(): Locator {
    return this.inside.getByRole("heading", { level: 1 });
  }

  /** The frame's window, to look at what cannot be seen. */
  async frame(): Promise<Frame> {
    const handle = await this.widget.locator("iframe").elementHandle();
    return (await handle!.contentFrame())!;
  }

  /** Where the frame is, without what every address in it carries. */
  async path(): Promise<string> {
    return (await this.frame()).evaluate(() => location.pathname);
  }

  /** Does something with the element, as a script of the host page does. */
  does<T, A = undefined>(act: (widget: Widget, argument: A) => T | Promise<T>, argument?: A): Promise<T> {
    return this.widget.evaluate(act as (element: unknown, argument: unknown) => T, argument);
  }

  /** Leaves a mark on the frame's window, which goes when another document is loaded. */
  async marks(): Promise<void> {
    await (await this.frame()).evaluate(() => Object.assign(window, { mark: true }));
  }

  async isMarked(): Promise<boolean> {
    return (await this.frame()).evaluate(() => "mark" in window);
  }

  /** A device's name, which stands on the first page and nowhere else in the portal. */
  device(person: Person, index = 0): Locator {
    return this.inside.getByRole("link", { name: person.devices[index]!.name }).first();
  }

  /** What the widget has said of this kind. */
  async said(type: string): Promise<Record<string, unknown>[]> {
    const { events } = await noted(this.page);
    return events.filter((event) => event.type === type).map(({ detail }) => detail as Record<string, unknown>);
  }

  /** A remedy on the device's page in the frame, opened. */
  opened(remedy: string): Promise<Locator> {
    return unfolded(this.inside, remedy, presses);
  }

  /** Presses the button of a remedy on the device's page in the frame; lands on the execution's page. */
  async runs(person: Person, remedy: string): Promise<void> {
    await presses(this.device(person));
    await presses((await this.opened(remedy)).locator("button[type=submit]"));
    await expect.poll(() => this.path()).toMatch(/^\/embed\/executions\//);
  }
}

interface Fixtures {
  cookies: Cookies | undefined;
  portal: Portal;
}

export const test = base.extend<Fixtures>({
  cookies: [undefined, { option: true }],

  context: async ({ context, cookies, launchOptions, playwright }, use) => {
    if (!cookies) return use(context);
    const profile = mkdtempSync(join(tmpdir(), "deskside-e2e-profile-"));
    mkdirSync(join(profile, "Default"));
    writeFileSync(join(profile, "Default/Preferences"), JSON.stringify({ profile: CHOICES[cookies] }));
    const persistent = await playwright.chromium.launchPersistentContext(profile, {
      args: [...(launchOptions.args ?? []), ...(cookies === "cookies only" ? [] : STORAGE)],
    });
    await use(persistent);
    await persistent.close();
    rmSync(profile, { recursive: true, force: true });
  },

  // For every test: the host page does not move, and nothing on it breaks its policy or fails.
  portal: async ({ page, company }, use) => {
    await page.addInitScript(notes);
    await use(new Portal(page, company));
    const { faults, unasked } = await noted(page);
    expect(faults).toEqual([]);
    expect(unasked, "layout shift of the host page that nobody has asked for").toEqual([]);
  },
});
