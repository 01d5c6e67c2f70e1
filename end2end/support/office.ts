// Specs of signing in import `officeWith` from here: one office a worker, which is a server with identity providers. The
// log of its server is looked through after each test for every secret that a browser or a provider has seen.
import { type BrowserContext, type Page, test as base, expect } from "@playwright/test";

import type { Person } from "./company.js";
import { type Account, IdentityProvider } from "./identity-provider.js";
import { Installation, type Options } from "./installation.js";
import { Secrets } from "./secrets.js";

export { expect };

/** A provider, as the office trusts it. */
export interface Plan {
  /** What its claims mean, as `upn = "preferred_username"`. */
  claims: string;
  /** Further lines of its section. */
  more?: string;
  accounts: Account[];
  access_token_seconds?: number;
  opener_policy?: string;
}

export interface Office {
  url: string;
  people: Person[];
  installation: Installation;
  providers: Record<string, IdentityProvider>;
}

/** An account at a provider that belongs to this person. */
export function accountOf(person: Person, groups: string[] = []): Account {
  const { upn, name, sid, user_name } = person;
  const claims = { preferred_username: upn, email: upn, email_verified: true, onprem_sid: sid, user_name, name, groups };
  return { sub: `account of ${name}`, claims };
}

/** Signs in at a provider in a browser in which nobody is signed in there yet, on the way to a page. */
export async function signedIn(
  context: BrowserContext,
  { url, providers }: Office,
  person: Person,
  { path = "/", provider = "company" } = {},
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url + path);
  await providers[provider]!.signsIn(page, person.upn);
  await page.waitForURL(url + path);
  return page;
}

/** Whether this browser gets a page that is for employees. */
export async function isSignedIn(context: BrowserContext, { url }: Office): Promise<boolean> {
  const answer = await context.request.get(`${url}/history`, { maxRedirects: 0, headers: { accept: "text/html" } });
  expect([200, 303]).toContain(answer.status());
  return answer.status() === 200;
}

export function officeWith(
  plans: (people: Person[]) => Record<string, Plan>,
  options: Options & { sections?: () => Promise<string> } = {},
) {
  return base.extend<{ secrets: Secrets; browserOf: () => Promise<BrowserContext> }, { office: Office }>({
    office: [
      async ({}, use) => {
        const providers: Record<string, IdentityProvider> = {};
        const config = async (url: string, people: Person[]): Promise<string> => {
          let text = (await options.sections?.()) ?? "";
          for (const [name, { claims, more, ...settings }] of Object.entries(plans(people))) {
            providers[name] = await IdentityProvider.start(name, url, settings);
            text += providers[name].section(claims, more);
          }
          return text;
        };
        const installation = await Installation.start({ log: "debug", ...options, config });
        const { url, people } = installation;
        await use({ url, people, installation, providers });
        await installation.stop();
        for (const provider of Object.values(providers)) await provider.goesDown();
      },
      { scope: "worker" },
    ],

    secrets: [
      async ({ office, context }, use) => {
        const secrets = new Secrets();
        secrets.watches(context);
        await use(secrets);
        for (const provider of Object.values(office.providers)) {
          secrets.add(provider.clientSecret);
          secrets.add(...(await provider.given()).tokens);
        }
        const { log } = office.installation;
        expect(log, "the log goes into every detail").toContain('"DEBUG"');
        const all = await secrets.all();
        expect(all.filter((secret) => log.includes(secret)), `${all.length} secrets`).toEqual([]);
      },
      { auto: true },
    ],

    // Browsers of other people, or of the same at other devices.
    browserOf: async ({ browser, secrets }, use) => {
      const opened: BrowserContext[] = [];
      await use(async () => {
        const context = await browser.newContext({ locale: "en-GB" });
        secrets.watches(context);
        opened.push(context);
        return context;
      });
      for (const context of opened) await context.close();
    },
  });
}
