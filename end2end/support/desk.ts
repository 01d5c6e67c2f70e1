// A server as in production with a service desk, behind a proxy that also says who looks after Deskside, and with a content
// folder of its own. One a worker.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { type Browser, type BrowserContextOptions, type Page, expect, test as base } from "@playwright/test";

import type { Person } from "./company.js";
import { CONTENT, Installation, USER_HEADER } from "./installation.js";
import { ServiceDesk } from "./service-desk.js";

export { expect };

const GROUPS_HEADER = "x-forwarded-groups";

/** The groups that the configuration knows. */
export type Group = "it" | "managers";

export class Desk {
  constructor(
    readonly installation: Installation,
    readonly tickets: ServiceDesk,
    private readonly content: string,
  ) {}

  get url(): string {
    return this.installation.url;
  }

  /** The page of somebody who belongs to these groups, in a browser of their own. */
  async opens(browser: Browser, person: Person, groups: Group[] = [], like: BrowserContextOptions = {}): Promise<Page> {
    const named = { [USER_HEADER]: person.upn, [GROUPS_HEADER]: groups.join(",") };
    const context = await browser.newContext({ locale: "en-GB", ...like, extraHTTPHeaders: named });
    return context.newPage();
  }

  /** Writes files of the content folder, all of which were `taken` or `refused` once this returns. */
  async writes(files: Record<string, string>, become: "taken" | "refused"): Promise<void> {
    const before = await this.counted(become);
    for (const [name, text] of Object.entries(files)) {
      const path = join(this.content, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    await expect.poll(() => this.counted(become)).toBeGreaterThan(before);
  }

  private async counted(what: "taken" | "refused"): Promise<number> {
    const counts = await (await fetch(`${this.url}/metrics`)).text();
    const line = new RegExp(`^deskside_content_changes_total\\{[^}]*${what}[^}]*\\} (\\d+)$`, "m");
    const count = line.exec(counts)?.[1];
    if (!count) throw new Error(`nothing counts what was ${what}: ${counts}`);
    return Number(count);
  }
}

export const test = base.extend<object, { desk: Desk }>({
  desk: [
    async ({}, use) => {
      const content = mkdtempSync(join(tmpdir(), "deskside-content-"));
      cpSync(CONTENT, content, { recursive: true });
      const tickets = await ServiceDesk.start();
      const config = async () => `[identity]
admins = ["it"]
[identity.audiences]
managers = ["managers"]
[identity.proxy]
networks = ["127.0.0.1/32"]
user_header = "${USER_HEADER}"
groups_header = "${GROUPS_HEADER}"
${tickets.section("webhook")}`;
      const installation = await Installation.start({ content, config });
      await use(new Desk(installation, tickets, content));
      await installation.stop();
      await tickets.goesDown();
      rmSync(content, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],
});
