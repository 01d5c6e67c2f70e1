// The certified identity provider of `identity-provider/`, as a process of its own that can go down and come back.
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

import { type Page } from "@playwright/test";

export interface Account {
  sub: string;
  claims: Record<string, unknown>;
}

interface Settings {
  accounts: Account[];
  access_token_seconds?: number;
  opener_policy?: string;
}

export class IdentityProvider {
  readonly clientSecret = `secret of ${randomUUID()}`;
  private process?: ChildProcess;
  private port = 0;

  private constructor(
    private readonly name: string,
    private readonly site: string,
    private readonly settings: Settings,
  ) {}

  /** A provider that the server at `site` calls `name`. */
  static async start(name: string, site: string, settings: Settings): Promise<IdentityProvider> {
    const provider = new IdentityProvider(name, site, settings);
    await provider.comesUp();
    return provider;
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The section that makes a server trust it. */
  section(claims: string, more = ""): string {
    return `[identity.oidc.${this.name}]
label = "${this.name} account"
issuer = "${this.issuer}"
client_id = "deskside"
client_secret = "${this.clientSecret}"
scopes = ["openid", "profile", "email", "groups"]
claims = { ${claims}, name = "name", groups = "groups" }
${more}
`;
  }

  /** Starts where it was before, if it was. Nobody is signed in there. */
  async comesUp(): Promise<void> {
    const at = `${this.site}/sign-in/oidc/${this.name}`;
    const client = {
      client_id: "deskside",
      client_secret: this.clientSecret,
      redirect_uris: [`${at}/callback`],
      post_logout_redirect_uris: [`${this.site}/signed-out`],
      backchannel_logout_uri: `${at}/logout`,
    };
    const settings = { ...this.settings, port: this.port, clients: [client] };
    const main = resolve(import.meta.dirname, "identity-provider/main.mjs");
    this.process = spawn(process.execPath, [main, JSON.stringify(settings)], { stdio: ["pipe", "pipe", "ignore"] });
    const said = await new Promise<string>((found, failed) => {
      createInterface({ input: this.process!.stdout! }).once("line", found);
      this.process!.once("exit", (code) => failed(new Error(`the identity provider ended with ${code}`)));
    });
    this.port = Number(new URL((JSON.parse(said) as { issuer: string }).issuer).port);
  }

  async goesDown(): Promise<void> {
    const gone = new Promise((done) => this.process!.once("exit", done));
    this.process!.kill("SIGKILL");
    await gone;
  }

  /** Makes something happen there: `identity-provider/control.mjs`. */
  async control<T>(path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.issuer}/control/${path}`, { method: "POST", body: JSON.stringify(body ?? {}) });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** All tokens that it has given, and the accounts of the refresh tokens that were brought back. */
  async given(): Promise<{ tokens: string[]; refreshes: string[] }> {
    return this.control("given");
  }

  /** Its login page has come. */
  async asks(page: Page): Promise<void> {
    await page.waitForURL(`${this.issuer}/interaction/**`);
  }

  /** Waits for the login page and says who it is. */
  async signsIn(page: Page, name: string): Promise<void> {
    await this.asks(page);
    await page.getByLabel("User name").fill(name);
    await page.getByRole("button", { name: "Sign in" }).click();
  }

  /** The same, up to the address at which the browser would be back: it has not gone there yet. */
  async signsInUpToTheWayBack(page: Page, name: string): Promise<string> {
    await this.asks(page);
    const { request } = page.context();
    let answer = await request.post(page.url(), { form: { username: name }, maxRedirects: 0 });
    for (;;) {
      const next = new URL(answer.headers().location!, this.issuer).href;
      if (next.startsWith(this.site)) return next;
      answer = await request.get(next, { maxRedirects: 0 });
    }
  }
}
