// A tenant and a server as in production, each a process of its own, so that the server can be killed while the tenant
// goes on. Unless it is told otherwise a reverse proxy has signed people in: the browser names them in a header, as the
// proxy would.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

import { type Person, type Trigger, binary } from "./company.js";

export const CONTENT = resolve(import.meta.dirname, "../../content");
const HOOK_TOKEN = "a token of forty characters or so, for tests";

export const USER_HEADER = "x-forwarded-user";

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

export const PROXY = `[identity.proxy]
networks = ["127.0.0.1/32"]
user_header = "${USER_HEADER}"
`;

export interface Options {
  /** What the server's configuration says of signing in and of frames, given its address and the tenant's people. */
  config?: (url: string, people: Person[]) => Promise<string>;
  /** The server's content. */
  content?: string;
  /** What is logged, as `DESKSIDE_LOG` has it. */
  log?: string;
}

/** How many people specs share; whoever comes after them is met once. */
const COLLEAGUES = 14;

export class Installation {
  private came = 0;
  /** What the server has logged so far. */
  log = "";
  private server?: ChildProcess;
  private constructor(
    private readonly tenant: ChildProcess,
    private readonly control: string,
    private readonly folder: string,
    readonly url: string,
    readonly people: Person[],
    private readonly level: string,
  ) {}

  static async start(options: Options = {}): Promise<Installation> {
    const named = process.env.TENANT_SIM_BIN ?? resolve(import.meta.dirname, "../../target/debug/tenant-sim");
    const fleet = ["--time-scale", "4", "--fleet", "40", "--scratch-mb", "8", "--no-rate-limits", "--time-zone", "UTC", "--content", CONTENT];
    const tenant = spawn(named, ["--listen", "127.0.0.1:0", "--control", "127.0.0.1:0", ...fleet], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const said = await new Promise<string>((found, failed) => {
      createInterface({ input: tenant.stdout! }).once("line", found);
      tenant.once("error", failed);
      tenant.once("exit", (code) => failed(new Error(`tenant-sim ended with ${code} before it said where it is`)));
    });
    const { listen, control, client_id } = JSON.parse(said) as Record<string, string>;
    const folder = mkdtempSync(join(tmpdir(), "deskside-e2e-"));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const people = (await (await fetch(`http://${control}/people`)).json()) as Person[];
    const publicUrl = options.config ? `public_url = "${url}"` : "";
    writeFileSync(
      join(folder, "deskside.toml"),
      `[server]
listen = "127.0.0.1:${port}"
${publicUrl}
[tenant]
api_url = "http://${listen}"
client_id = "${client_id}"
client_secret = "tenant-sim-secret"
${(await options.config?.(url, people)) ?? PROXY}
[database]
file = "${join(folder, "deskside.db")}"
[content]
dir = "${options.content ?? CONTENT}"
[budget]
nql.per_second = 0
[hooks.tenant]
credential = { kind = "bearer", token = "${HOOK_TOKEN}" }
`,
    );
    const installation = new Installation(tenant, `http://${control}`, folder, url, people, options.log ?? "info");
    await installation.starts();
    return installation;
  }

  /** Starts the server and waits until it answers. */
  async starts(): Promise<void> {
    this.server = spawn(binary(), ["serve", "--config", join(this.folder, "deskside.toml")], {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, DESKSIDE_LOG: this.level },
    });
    this.server.stderr!.setEncoding("utf8").on("data", (text: string) => {
      this.log += text;
      if (process.env.DESKSIDE_E2E_LOG) process.stderr.write(text);
    });
    for (;;) {
      if (this.server.exitCode !== null) throw new Error(`deskside ended with ${this.server.exitCode}`);
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((soon) => setTimeout(soon, 20));
    }
  }

  /** What `deskside` prints when it is asked for this, with the configuration of this server. */
  prints(...words: string[]): string {
    return execFileSync(binary(), [...words, "--config", join(this.folder, "deskside.toml")], { encoding: "utf8" });
  }

  /** Somebody of whom nobody has known anything, and on whose devices, which are all online, nothing has run. */
  async newcomer(): Promise<Person> {
    // Some devices are set up so that they refuse some fixes.
    let person: Person;
    do person = this.people[COLLEAGUES + this.came++]!;
    while (!person.devices.every((device) => device.sound));
    for (const device of person.devices) await this.tell(`/devices/${device.collector_uid}/online`);
    return person;
  }

  /** As a crash or the system's out-of-memory killer would. */
  async isKilled(): Promise<void> {
    const gone = new Promise((done) => this.server!.once("exit", done));
    this.server!.kill("SIGKILL");
    await gone;
  }

  async stop(): Promise<void> {
    this.server?.kill("SIGKILL");
    this.tenant.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }

  async tell(path: string, body?: unknown): Promise<void> {
    const answer = await fetch(this.control + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body ?? {}),
    });
    if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${await answer.text()}`);
  }

  async mends(): Promise<void> {
    await fetch(`${this.control}/faults`, { method: "DELETE" });
  }

  async triggers(): Promise<Trigger[]> {
    return ((await (await fetch(`${this.control}/stats`)).json()) as { triggers: Trigger[] }).triggers;
  }

  /** Everything that was ever triggered in the tenant for the execution at this address. */
  async triggersOf(address: string): Promise<Trigger[]> {
    const id = new URL(address).pathname.split("/")[2]!;
    return (await this.triggers()).filter((trigger) => trigger.external_reference === id);
  }

  /** The tenant tells the server of remote actions by the webhook that content ships. */
  async sendsWebhooks(nql: string, payload: string): Promise<void> {
    await this.tell("/webhooks", {
      name: "executions",
      table: "remote_action.executions",
      url: this.url,
      resource: "hooks/nexthink/tenant",
      method: "POST",
      payload,
      auth: { kind: "bearer", token: HOOK_TOKEN },
      condition: nql,
    });
  }
}
